"""The command line, ``python -m vademecum <command>``; each command is a module of this room.

A command's module has ``arguments(line)``, which declares its options, and ``run(options)``, which
returns the exit status: 0 done, 1 an author must mend something, 2 it could not be done.
"""
