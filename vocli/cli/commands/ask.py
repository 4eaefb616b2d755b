"""`vocli ask`: is it really wanted?"""

from __future__ import annotations

from dataclasses import replace

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import word_and_files
from vocli.cli.options import Comparing, Output, Reading


def ask(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """The first argument is the word, or several with commas between them; the others are files."""
    words, files = word_and_files(reading.files)
    own = {"words": words}
    run_question("ask", replace(reading, files=files), comparing, output, options, own)
