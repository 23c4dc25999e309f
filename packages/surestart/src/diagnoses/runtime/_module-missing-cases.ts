import type { Cases } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of runtime/module-missing. */
export function cases(): Cases {
  const files = {
    "main.py": text`
      import os
      import wordsmith
      ${importPy}
      ${servePy}
    `,
    "requirements.txt": "inkwell\n",
  };
  return {
    claims: [
      { name: "in no manifest", files },
      {
        name: "a library asks for a package that has another name than its module",
        files: { "main.py": "import inkwell\n" },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    import inkwell",
            '  File "/srv/.venv/lib/python3.11/site-packages/inkwell/__init__.py", line 2, in <module>',
            "    import yaml",
            "ModuleNotFoundError: No module named 'yaml'",
          ],
        },
      },
      {
        name: "an installed library says which package it lacks",
        files: { "main.py": "import inkwell\ninkwell.form()\n" },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 2, in <module>',
            "    inkwell.form()",
            '  File "/srv/.venv/lib/python3.11/site-packages/inkwell/forms.py", line 9, in form',
            "    raise RuntimeError(lacking)",
            'RuntimeError: Forms require "inkwell-parts" to be installed.',
            "You can install it with:",
            "pip install inkwell-parts",
          ],
        },
      },
      {
        name: "an installed library says by which extra of its own the package comes",
        files: { "main.py": "import inkwell\ninkwell.pump()\n" },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 2, in <module>',
            "    inkwell.pump()",
            '  File "/srv/.venv/lib/python3.11/site-packages/inkwell/pump.py", line 9, in pump',
            "    raise ImportError(lacking)",
            "ImportError: The 'pumpio' package is not installed. Install inkwell with `pip install inkwell[pump]`.",
          ],
        },
      },
      {
        name: "a library's own command comes with an extra",
        files: { "main.py": "import inkwell\n", "requirements.txt": "inkwell\n" },
        command: ["/usr/bin/python3", "-m", "inkwell", "main.py"],
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "/srv/.venv/lib/python3.11/site-packages/inkwell/cli.py", line 13, in main',
            "    raise RuntimeError(message)",
            'RuntimeError: To use the inkwell command, please install "inkwell[standard]":',
            "",
            '\tpip install "inkwell[standard]"',
          ],
        },
      },
      {
        name: "a module that only older versions of a package bring",
        files: { "main.py": "import inkwell\n", "requirements.txt": "inkwell\nsetuptools\n" },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    import inkwell",
            '  File "/srv/.venv/lib/python3.11/site-packages/inkwell/__init__.py", line 2, in <module>',
            "    import pkg_resources",
            "ModuleNotFoundError: No module named 'pkg_resources'",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "an optional import",
        files: {
          "main.py": text`
            import os
            try:
                import wordsmith
            except ImportError:
                wordsmith = None
            ${importPy}
            ${servePy}
          `,
        },
      },
    ],
  };
}
