"""Making a report leaves alone what no report made."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiobeeld.errors import UsageError
from regiobeeld.run import report


def test_a_folder_with_other_files_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "ensure_tables", lambda outputs: outputs / "parquet")
    own = tmp_path / "twente" / "notities.docx"
    own.parent.mkdir()
    own.write_text("van mij", encoding="utf-8")
    with pytest.raises(UsageError, match="niet van een regiobeeld"):
        report.make_report("twente", outputs=tmp_path)
    assert own.read_text(encoding="utf-8") == "van mij"
