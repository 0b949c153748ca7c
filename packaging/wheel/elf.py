"""What a Linux program needs to run, from its ELF headers (System V ABI, chapters 4 and 5; GNU symbol versions)."""
import struct

MACHINES = {3: "i686", 40: "armv7l", 62: "x86_64", 183: "aarch64", 243: "riscv64"}
DYNAMIC, INTERPRETER = 2, 3
NEEDED, STRING_TABLE, VERSIONS_NEEDED, VERSIONS_COUNT = 1, 5, 0x6FFFFFFE, 0x6FFFFFFF
LOAD = 1


class Program:
    """`machine` as in platform tags; `libraries`: file names; `versions`: {library: [symbol versions]}; `static`: needs no loader."""

    def __init__(self, data):
        if data[:4] != b"\x7fELF" or data[4] != 2 or data[5] != 1:
            raise ValueError("not a 64-bit little-endian ELF program")
        self._data = data
        number, = struct.unpack_from("<H", data, 18)
        if number not in MACHINES:
            raise ValueError(f"machine {number} of the ELF header has no platform tag here")
        self.machine = MACHINES[number]
        offset, = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        self._segments = [struct.unpack_from("<IIQQQQQQ", data, offset + i * size) for i in range(count)]
        self.static = all(segment[0] != INTERPRETER for segment in self._segments)
        self.libraries, self.versions = [], {}
        for kind, _, start, _, _, length, _, _ in self._segments:
            if kind == DYNAMIC:
                self._read_dynamic(start, length)

    def _at(self, address):
        for kind, _, offset, virtual, _, length, _, _ in self._segments:
            if kind == LOAD and virtual <= address < virtual + length:
                return offset + address - virtual
        raise ValueError("an address outside every segment")

    def _text(self, offset):
        return self._data[offset:self._data.index(b"\0", offset)].decode("ascii")

    def _read_dynamic(self, start, length):
        entries = [struct.unpack_from("<qQ", self._data, at) for at in range(start, start + length, 16)]
        values = dict(reversed(entries))
        strings = self._at(values[STRING_TABLE])
        self.libraries = [self._text(strings + value) for tag, value in entries if tag == NEEDED]
        if VERSIONS_NEEDED not in values:
            return
        at = self._at(values[VERSIONS_NEEDED])
        for _ in range(values[VERSIONS_COUNT]):
            _, count, library, first, following = struct.unpack_from("<HHIII", self._data, at)
            names, auxiliary = [], at + first
            for _ in range(count):
                _, _, _, name, further = struct.unpack_from("<IHHII", self._data, auxiliary)
                names.append(self._text(strings + name))
                auxiliary += further
            self.versions[self._text(strings + library)] = names
            at += following


# What PEP 600 lets a wheel expect of every distribution with a certain glibc.
EVERYWHERE = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6",
              "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def platform_tag(program):
    """The tag that promises no more than holds: `linux_*` where the machine must have libraries that not every machine has."""
    if program.static:
        return f"manylinux_2_17_{program.machine}.musllinux_1_1_{program.machine}"
    if external_libraries(program):
        return f"linux_{program.machine}"
    glibc = [tuple(map(int, name[6:].split("."))) for names in program.versions.values() for name in names if name.startswith("GLIBC_2")]
    major, minor = max(version[:2] for version in glibc + [(2, 17)])
    return f"manylinux_{major}_{minor}_{program.machine}"


def external_libraries(program):
    return sorted(set(program.libraries) - EVERYWHERE)
