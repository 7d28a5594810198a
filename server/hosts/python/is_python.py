"""Exit code 0 when the file is Python: is_python.py FILE."""

import ast
import sys

with open(sys.argv[1], encoding='utf-8') as file:
    try:
        ast.parse(file.read())
    except (SyntaxError, ValueError):
        sys.exit(1)
