// The conformance door: one case of the shared data in, JSON out, through the code that scans.
#pragma once
#include <filesystem>
#include <string>

namespace bulkhead::conformance {

/// Whole text of a file; empty when it cannot be read.
std::string read_text(const std::filesystem::path& path);

/// Dockerfile parsing (a Dockerfile or a folder with one) and word expansion ({"word", "env"}).
std::string dockerfile_case(const std::filesystem::path& path);

/// An HCL expression or template, a Terraform function (a JSON file), or a folder of the specification's suite.
std::string hcl_case(const std::filesystem::path& path);
std::string hcl_suite_case(const std::filesystem::path& path);

}  // namespace bulkhead::conformance
