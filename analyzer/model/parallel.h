// A loop over indices on several threads.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace bulkhead {

/// Calls `work(i)` once for every i below `count`, on `jobs` threads (0: number of processors). Returns when all are done.
template <class Work>
void parallel_for(std::size_t count, int jobs, const Work& work) {
  std::atomic<std::size_t> next = 0;
  auto loop = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < count;) work(i);
  };
  std::size_t threads = jobs > 0 ? static_cast<std::size_t>(jobs) : std::max(1u, std::thread::hardware_concurrency());
  threads = std::min({threads, count, std::size_t{64}});
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(loop);
  loop();
}

}  // namespace bulkhead
