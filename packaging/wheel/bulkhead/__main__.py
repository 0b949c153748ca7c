"""`python -m bulkhead`: becomes the program that was installed with this package."""
import os
import sys
import sysconfig


def program():
    places = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user")),
              os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin")]   # the last: pip install --target
    for place in places:
        path = os.path.join(place, "bulkhead")
        if os.path.isfile(path):
            return path
    sys.exit("bulkhead: the program is not where pip installs scripts: " + ", ".join(places))


if __name__ == "__main__":
    path = program()
    os.execv(path, [path, *sys.argv[1:]])
