"""What the operating system refused, in the words of our reader (no pandas here)."""

from __future__ import annotations

import errno

from regiobeeld.errors import RegiobeeldError, SourceUnreachableError

_TROUBLE = {
    (errno.ENOSPC, errno.EDQUOT): ("de schijf is vol", "Maak ruimte en probeer het opnieuw"),
    (errno.EACCES, errno.EPERM, errno.EROFS): (
        "geen rechten om hier te lezen of te schrijven",
        "Kijk naar de rechten van deze map",
    ),
    (errno.EFBIG,): ("een bestand wordt groter dan hier mag", "Verruim de grens voor bestanden (ulimit -f)"),
    (errno.EMFILE, errno.ENFILE): ("er zijn te veel bestanden tegelijk open", "Verruim de grens (ulimit -n)"),
    (errno.ENOMEM, errno.EAGAIN): ("er is te weinig geheugen", "Sluit andere programma's en probeer het opnieuw"),
    (errno.EEXIST, errno.ENOTDIR): (
        "hier staat een bestand waar een map hoort",
        "Verplaats of verwijder dat bestand",
    ),
    (errno.ENOENT, errno.EISDIR): ("bestand niet gevonden", "Kijk of de map van het project compleet is"),
}


def explain(error: OSError) -> RegiobeeldError:
    """Say in Dutch what the operating system refused; anything else is a bug and keeps its traceback."""
    for codes, (what, mend) in _TROUBLE.items():
        if error.errno in codes:
            return SourceUnreachableError(what, error.filename or "", mend)
    raise error
