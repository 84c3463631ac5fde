"""What may be kept as a document of a volunteer: which files, how large, and never an extract from a register. Pure."""

MOST_BYTES = 5_000_000
MOST = 40  # of one volunteer
# How each kind of file begins, and as what it is handed out: nothing that a browser runs.
BEGINS = {
    "pdf": (b"%PDF-", "application/pdf"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
}
SPELLED = "PDF, JPG, PNG, DOCX eller ODT"
NEVER = (
    "Registerutdrag sparas aldrig här. Anteckna kontrollen i utredningen, och lämna tillbaka eller förstör utdraget."
)
# A consent to the social register is no extract: what names an extract there says «utdrag» too.
_REGISTERS = ("belastningsregist", "misstankeregist", "brottsregist", "polisregist")
_READ = 200_000  # bytes at each end: where a file says what it is called


def kind_of(filename: str) -> str:
    """The ending of a file's name, in small letters."""
    return filename.rpartition(".")[2].lower() if "." in filename else ""


def media_type(filename: str) -> str:
    return BEGINS[kind_of(filename)][1]


def says_extract(text: str) -> bool:
    """Whether a name or a note speaks of an extract from a register."""
    spelled = "".join(letter for letter in text.casefold() if letter.isalpha())
    return any(each in spelled for each in ("utdrag", *_REGISTERS))


def refusal(filename: str, content: bytes, *, called: str = "") -> str:
    """Why this can't be kept, as a sentence; empty when it can.

    What a scanned paper says nobody sees here: the rule stands by the field too, and whoever sees one takes it away.
    """
    if says_extract(filename) or says_extract(called):
        return NEVER
    if not content:
        return "Filen är tom."
    if len(content) > MOST_BYTES:
        return f"Filen är större än {MOST_BYTES // 1_000_000} MB."
    kind = kind_of(filename)
    if kind not in BEGINS:
        return f"Filen ska vara {SPELLED}."
    if not content.startswith(BEGINS[kind][0]):
        return f"Filen är inte av det slag som namnet säger (.{kind})."
    if _names_extract(content):
        return NEVER
    return ""


def _names_extract(content: bytes) -> bool:
    """Whether a file says in plain letters that it is one: in its title, most often."""
    ends = (content[:_READ] + content[-_READ:]).replace(b"\0", b"").lower()
    return any(word.encode() in ends for word in ("registerutdrag", "utdrag ur", *_REGISTERS))
