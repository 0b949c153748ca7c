// The wheel that carries the program: honest about its platform, the same bytes each time, and it runs where pip puts it.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "tests/support/command.h"
#include "tests/support/locations.h"
#include "tests/support/packages.h"
#include "tests/support/scratch.h"

using bulkhead::test::CommandResult;
using bulkhead::test::python_has;
using bulkhead::test::run;
namespace fs = std::filesystem;

namespace {

const std::string kSource = bulkhead::test::source_directory();

CommandResult python(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"PYTHONDONTWRITEBYTECODE=1", "python3"});
  return run("/usr/bin/env", arguments);
}

std::string build(const std::string& directory) {
  CommandResult built = python({kSource + "/packaging/wheel/build.py", bulkhead::test::bulkhead_binary(), directory});
  INFO(built.errors);
  REQUIRE(built.exit_code == 0);
  return built.output.substr(0, built.output.find('\n'));
}

}  // namespace

TEST_CASE("a wheel is the same bytes each time and runs in an empty environment", "[packaging][slow]") {
  if (!python_has("zipfile, zlib, venv, ensurepip")) SKIP("python3 has no zipfile, zlib, venv or ensurepip here");
  bulkhead::test::Scratch scratch;
  const std::string wheel = build(scratch.at("one"));
  CHECK(bulkhead::test::read_file(wheel) == bulkhead::test::read_file(build(scratch.at("two"))));
  // What is handed out needs nothing of the machine, and says so; another build may not claim that.
  CHECK((wheel.find("-py3-none-manylinux_2_17_") != std::string::npos) == bulkhead::test::release_build());

  const std::string bin = scratch.at("venv/bin/");
  REQUIRE(python({"-m", "venv", scratch.at("venv")}).exit_code == 0);
  CommandResult installed = run(bin + "pip", {"install", "-q", "--no-index", "--disable-pip-version-check", wheel});
  INFO(installed.errors);
  REQUIRE(installed.exit_code == 0);
  const std::string version = bulkhead::test::run_bulkhead({"--version"}).output;
  CHECK(run(bin + "bulkhead", {"--version"}).output == version);
  CHECK(run(bin + "python", {"-m", "bulkhead", "--version"}).output == version);
  CHECK(run(bin + "python", {"-m", "bulkhead", "scan", "nowhere"}).exit_code == 2);
  CHECK(run(bin + "pip", {"check"}).exit_code == 0);

  REQUIRE(run(bin + "pip", {"uninstall", "-q", "-y", "bulkhead"}).exit_code == 0);
  CHECK_FALSE(fs::exists(bin + "bulkhead"));
  CommandResult from_source = run("/usr/bin/env", {"BULKHEAD_BINARY=" + bulkhead::test::bulkhead_binary(), bin + "pip", "install", "-q", "--no-index",
                                                   "--disable-pip-version-check", kSource});
  INFO(from_source.errors);
  CHECK(from_source.exit_code == 0);
  CHECK(run(bin + "bulkhead", {"--version"}).output == version);
}

TEST_CASE("the platform tag follows from the program", "[packaging]") {
  if (!python_has("struct")) SKIP("python3 is not here");
  const std::string check = R"(
import sys
sys.path.insert(0, sys.argv[1])
import elf
program = elf.Program(open(sys.argv[2], 'rb').read())
assert 'libc.so.6' in program.libraries and 'libc.so.6' in program.versions, program.libraries
assert not program.static
released = elf.Program(open(sys.argv[3], 'rb').read())
assert sys.argv[4] == '0' or released.static and not released.libraries, released.libraries
program.machine = 'x86_64'
program.libraries, program.versions = ['libc.so.6', 'libm.so.6'], {'libc.so.6': ['GLIBC_2.4', 'GLIBC_2.34', 'GLIBC_2.2.5']}
assert elf.platform_tag(program) == 'manylinux_2_34_x86_64'
program.libraries.append('libgit2.so.1.5')
assert elf.platform_tag(program) == 'linux_x86_64'
program.static = True
assert elf.platform_tag(program) == 'manylinux_2_17_x86_64.musllinux_1_1_x86_64'
for bad in (b'', b'#!/bin/sh\n', b'\x7fELF\x01\x01' + bytes(100)):
    try: elf.Program(bad)
    except (ValueError, IndexError): continue
    raise AssertionError(bad)
)";
  CommandResult done = python({"-c", check, kSource + "/packaging/wheel", bulkhead::test::conformance_binary(), bulkhead::test::bulkhead_binary(),
                               bulkhead::test::release_build() ? "1" : "0"});
  INFO(done.errors);
  CHECK(done.exit_code == 0);
}
