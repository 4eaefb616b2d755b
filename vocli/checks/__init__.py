"""Rules on exported data, one per file: can these exports be trusted?"""

from vocli.checks import id_exponent
from vocli.checks.check import Check, Context, Plain, Rule

_MODULES = (id_exponent,)

# Every check by its code.
CHECKS: dict[str, Rule] = {module.RULE.code: module.RULE for module in _MODULES}

__all__ = ["CHECKS", "Check", "Context", "Plain", "Rule"]
