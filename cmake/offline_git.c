/* libgit2 without its network: what the rest of its archive needs of the parts that open connections. Defined here, those parts are not linked, nor the
   libraries they use (TLS, SSH, Kerberos). bulkhead reads repositories; a transport that something asked for all the same would fail. */
#include <stdbool.h>

int git_mbedtls_stream_global_init(void);
int git_mbedtls_stream_global_init(void) { return 0; }
int git_mbedtls__set_cert_location(const char* file, const char* path);
int git_mbedtls__set_cert_location(const char* file, const char* path) { (void)file; (void)path; return -1; }
int git_mbedtls_stream_new(void** out, const char* host, const char* port);
int git_mbedtls_stream_new(void** out, const char* host, const char* port) { (void)out; (void)host; (void)port; return -1; }
int git_mbedtls_stream_wrap(void** out, void* in, const char* host);
int git_mbedtls_stream_wrap(void** out, void* in, const char* host) { (void)out; (void)in; (void)host; return -1; }
int git_transport_ssh_global_init(void);
int git_transport_ssh_global_init(void) { return 0; }
int git_smart_subtransport_ssh(void** out, void* owner, void* parameter);
int git_smart_subtransport_ssh(void** out, void* owner, void* parameter) { (void)out; (void)owner; (void)parameter; return -1; }
int git_smart_subtransport_http(void** out, void* owner, void* parameter);
int git_smart_subtransport_http(void** out, void* owner, void* parameter) { (void)out; (void)owner; (void)parameter; return -1; }
int git_smart_subtransport_git(void** out, void* owner, void* parameter);
int git_smart_subtransport_git(void** out, void* owner, void* parameter) { (void)out; (void)owner; (void)parameter; return -1; }
bool git_http__expect_continue = false;
