"""The rules of Atom 1.0 that a feed is held to: what each demands, where that stands, and what to do."""

from __future__ import annotations

from newsml_export.validation.rules import error, warning
from newsml_export.validation.rules_rss_content import ContentRules

_RFC = "RFC 4287"

MISSING = error(
    "atom-element-missing",
    "Feeds and entries have id, title and updated; persons have a name.",
    "Add the element.",
    f"{_RFC}, sections 3.2, 4.1.1 and 4.1.2",
)
DUPLICATE = error(
    "atom-element-duplicate",
    "Most elements may stand once in a feed, entry or person.",
    "Take one of the two away.",
    f"{_RFC}, sections 3.2, 4.1.1 and 4.1.2",
)
AUTHOR_MISSING = error(
    "atom-author-missing",
    "Every entry has an author, or its feed has one.",
    "Add an author with a name to the feed.",
    f"{_RFC}, sections 4.1.1 and 4.1.2",
)
ID_DUPLICATE = error(
    "atom-id-duplicate",
    "No two entries have the same id and the same time of change.",
    "Give each entry its own id.",
    f"{_RFC}, section 4.1.1",
)
ID_REPEATED = warning(
    "atom-id-repeated",
    "No two entries of a feed have the same id.",
    "Keep the newest of them only; many readers show one of them and not always the newest.",
    f"{_RFC}, section 4.1.1",
)
ID_RELATIVE = error(
    "atom-id-relative",
    "An id is a whole IRI.",
    "Write a URN or a whole address, and never change it.",
    f"{_RFC}, section 4.2.6",
)
UPDATED_DUPLICATE = warning(
    "atom-updated-duplicate",
    "No two entries changed at the same time.",
    "Give each entry a time of its own, by fractions of a second; readers sort by it.",
)
UPDATED_EARLY = warning(
    "atom-updated-early",
    "An entry did not change before it was published, nor a feed before its newest entry.",
    "Correct updated or published.",
    f"{_RFC}, sections 4.2.9 and 4.2.15",
)
LANGUAGE_MISSING = warning(
    "atom-language-missing", "A feed says its language.", "Add xml:lang to the root element.", f"{_RFC}, section 2"
)
LANGUAGE = error(
    "atom-language-malformed",
    "The language is a well-formed tag.",
    "Write a tag such as zh-Hans.",
    f"{_RFC}, section 2; BCP 47",
)
ADDRESS = warning(
    "atom-address-relative",
    "Links and addresses are whole.",
    "Write them with https:// and the name of the host; readers lose what they are relative to.",
)
SELF_MISSING = warning(
    "atom-self-link-missing",
    "A feed says its own address.",
    "Add a link with rel=“self”; set feed.self_url or feed.atom_url in the settings.",
    f"{_RFC}, section 4.1.1",
)
LINK_DUPLICATE = error(
    "atom-link-duplicate",
    "There is one link rel=“self”, and one rel=“alternate” for each media type and language.",
    "Take one of the two away.",
    f"{_RFC}, sections 4.1.1 and 4.1.2",
)
NO_CONTENT = error(
    "atom-entry-without-content",
    "An entry has a content or a link to one.",
    "Add content, or a link with rel=“alternate”.",
    f"{_RFC}, section 4.1.2",
)
SUMMARY_MISSING = error(
    "atom-summary-missing",
    "An entry whose content stands elsewhere, or is no text, has a summary.",
    "Add a summary.",
    f"{_RFC}, section 4.1.2",
)
SCHEME = error(
    "atom-category-scheme-relative",
    "The scheme of a category is a whole IRI.",
    "Write the address of the vocabulary, or leave scheme out.",
    f"{_RFC}, section 4.2.2.2",
)
MISPLACED = warning(
    "atom-metadata-after-entries",
    "What is said of the feed stands before its entries.",
    "Put it before the first entry; readers that stop early miss it otherwise.",
)
MARKUP_IN_TEXT = error(
    "atom-text-with-elements",
    "Content of type text or html holds no elements: its markup is escaped.",
    "Escape the markup, or write type=“xhtml” and put everything into one div.",
    f"{_RFC}, section 3.1.1",
)
NO_DIV = error(
    "atom-xhtml-without-div",
    "Content of type xhtml is one div of XHTML.",
    "Put everything into one div with the namespace http://www.w3.org/1999/xhtml.",
    f"{_RFC}, sections 3.1.1.3 and 4.1.3.3",
)
HISTORY = error(
    "atom-history-contradiction",
    "A feed is complete or archived, not both.",
    "Take fh:complete or fh:archive away.",
    "RFC 5005, sections 2 and 4",
)
UNSAFE = error(
    "atom-content-unsafe",
    "HTML in a feed holds no scripts, frames, forms or plug-ins.",
    "Take the element or attribute out; readers drop the entry or the feed otherwise.",
    f"{_RFC}, section 8.1",
)
RELATIVE = warning(
    "atom-content-relative-address",
    "Addresses in the HTML of a feed are whole.",
    "Write addresses with https:// and the name of the host; readers lose what they are relative to.",
)
MARKUP_IN_TITLE = warning(
    "atom-title-markup",
    "Plain text holds no markup.",
    "Take the markup out, or say type=“html”.",
    f"{_RFC}, section 3.1.1.1",
)
CONTENT = ContentRules(unsafe=UNSAFE, relative=RELATIVE, markup_in_title=MARKUP_IN_TITLE)

ALL = (
    MISSING,
    DUPLICATE,
    AUTHOR_MISSING,
    ID_DUPLICATE,
    ID_REPEATED,
    ID_RELATIVE,
    UPDATED_DUPLICATE,
    UPDATED_EARLY,
    LANGUAGE_MISSING,
    LANGUAGE,
    ADDRESS,
    SELF_MISSING,
    LINK_DUPLICATE,
    NO_CONTENT,
    SUMMARY_MISSING,
    SCHEME,
    MISPLACED,
    MARKUP_IN_TEXT,
    NO_DIV,
    HISTORY,
    *CONTENT.all,
)
