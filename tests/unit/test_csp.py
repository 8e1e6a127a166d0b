"""Which scripts a page may run."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from regiobeeld.report.csp import MARK, add_policy

HEAD = f'<meta http-equiv="Content-Security-Policy" content="{MARK}">'


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_our_own_script_may_run_and_nothing_may_use_the_network(tmp_path: Path) -> None:
    own = tmp_path / "pagina.js"
    own.write_text("let a = 1;  \nlet b = 2;\n", encoding="utf-8")
    page = add_policy(f"{HEAD}<script>\nlet a = 1;\nlet b = 2;\n</script>", [own])
    assert f"script-src 'sha256-{digest(chr(10) + 'let a = 1;' + chr(10) + 'let b = 2;' + chr(10))}';" in page
    assert "default-src 'none'" in page and "connect-src" not in page


def test_a_script_that_came_in_with_a_figure_may_not_run(tmp_path: Path) -> None:
    own = tmp_path / "pagina.js"
    own.write_text("let a = 1;", encoding="utf-8")
    page = add_policy(f"{HEAD}<script>alert(1)</script>", [own])
    assert "script-src 'none';" in page
    assert digest("alert(1)") not in page


def test_a_mark_in_the_text_of_a_page_is_left_alone() -> None:
    assert add_policy(f"{HEAD}<p>{MARK}</p>", []).endswith(f"<p>{MARK}</p>")
