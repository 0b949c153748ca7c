// Where this build stands. Only locations.cpp is compiled with these paths, so that every other object file is the same in any folder
// and a compiler cache serves a fresh clone.
#pragma once
#include <string>

namespace bulkhead::test {

std::string source_directory();      // of the project
std::string bulkhead_binary();
std::string conformance_binary();
bool release_build();                // bulkhead_binary() is what is handed out, not one for debugging

}  // namespace bulkhead::test
