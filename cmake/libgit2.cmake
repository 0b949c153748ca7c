# libgit2's archive without its network (offline_git.c): Debian's shared library brings seventeen others, which double the time of a start.
foreach(library git2 mbedcrypto http_parser pcre2-8 z)
  find_library(LIBGIT2_${library} NAMES lib${library}.a REQUIRED)
  list(APPEND LIBGIT2_ARCHIVES ${LIBGIT2_${library}})
endforeach()
add_library(bulkhead_git STATIC cmake/offline_git.c)
# Asked for first, so that this object is taken before libgit2's archive is searched.
target_link_options(bulkhead_git INTERFACE LINKER:--undefined=git_transport_ssh_global_init)
target_link_libraries(bulkhead_git INTERFACE ${LIBGIT2_ARCHIVES} rt Threads::Threads)
