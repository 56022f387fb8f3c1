# SPDX-License-Identifier: Apache-2.0
"""Records what DataFusion makes of regular expressions: python record_regexes.py OUT.tsv.gz

The first line has the texts, each other line an expression and, for each text, the text with every
match put in angle brackets together with its first two groups; = stands for a text without a match,
ERROR alone for an expression that is refused. Tabs, ends of lines and backslashes are escaped.
"""

import gzip
import random
import sys

import datafusion
import pyarrow

TEXTS = [
    "", "a", "ab", "abc", "A", "B", "aa", "aab", "ba", "foo bar", "foo\nbar", "a\r\nb", "\r\n",
    "a\rb", "a b_c", "\xe9", "\xc9", "\xdf", "\u1e9e", "\u017fK", "\u212a", "k", "S",
    "\u03c2 \u03c3\u03a3", "na\xefve caf\xe9", "a1b22", "\u0663", "x\xa0y", "\u01c5", "-", "]",
    "a-b", "^$", "\\", "&&", "a.b", "\u65e5\u672c\u8a9e", "\U0001f600", "a\xe9\u0301b", "{2}",
    "a{2}", "  ", "\t#x", "ab ab ab", "a,b,,c", "\u0131 I i \u0130", "\u03a9", "#",
]

ATOMS = [
    "a", "b", "c", "ab", "\xe9", "\xdf", "k", "S", "\u03c3", ".", "\\d", "\\D", "\\w", "\\W", "\\s",
    "\\S", "[ab]", "[^a]", "[a-c]", "[^a-c\\d]", "[\\w-]", "[a-]", "[-a]", "[]a]", "[^]a]",
    "[[:alpha:]]", "[[:^alpha:]a]", "[a&&b]", "[a-z&&[^b]]", "[\\w--a]", "[a-c~~b-d]", "[[ab]c]",
    "[\\pL--b]", "\\pL", "\\PL", "\\p{Greek}", "\\p{Lu}", "\\P{Lu}", "\\p{sc=Latin}",
    "\\p{Alphabetic}", "\\x61", "\\x{e9}", "\\u00e9", "\\U0001F600", "\\n", "\\t", "\\.", "\\-",
    "\\&", "\\ ", "\\#", "^", "$", "\\A", "\\z", "\\b", "\\B", "\\<", "\\>", "\\b{start}",
    "\\b{end}", "\\b{start-half}", "\\b{end-half}", "1", " ", "_", "#", "-", "]", "}", "&", "\\\\",
    "(a)", "(b|c)", "(?:a|b)", "(|a)", "(a|)", "(?i:a)", "(?i)", "(?-i)", "(?s)", "(?m)", "(?x)",
    "(?U)", "(?R)", "(?mR)", "(?s-i:.)", "(?P<n>a)", "(?<m>b)", "(a*)", "(a+)?", "[^\\n]",
    "[\\s&&[^ ]]", "\xe9|\xc9", "\\p{^L}", "\\p{N}", "[\\D]", "[^\\W]", "(?u:\\w)", "(?-u:\\w)",
    "(?-u:\\b)", "(?-u)", "(?-u:\\B)", "(?-u:a)",
]

OPS = [
    "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,}", "{2,}?", "{0}", "{1}", "{,2}",
    "{ 1 , 2 }", "**", "+*", "|", "|", "|",
]

ODD = [
    "(", ")", "[", "{", "\\", "(?", "(?:", "(?P<", "(?=a)", "(?!a)", "\\1", "\\Z", "\\Q", "[b-a]",
    "[[:foo:]]", "\\p{Foo}", "\\xZ", "\\x{110000}", "\\x{}", "(?ii)", "(?i-i)", "(?i-)", "(?)",
    "(?-)", "(?q)", "(?P<1>a)", "(?P<n>a)(?P<n>b)", "a{2,1}", "a{99999999999}", "[\\b]", "[\\A]",
    "\\b{foo}", "\\b{", "\\b{2}", "\\b{start", "*", "+a", "|*", "(*)", "(?i)*", "^*", "\\b+", "[a",
    "[a-\\d]", "[\\d-z]", "[a-[b]]", "\\_", "\\@", "\\%", "\\\xe9", "\\~", "\\/", "\\'", "\\\"",
    "\\:", "\\,", "\\;", "\\=", "\\!", "\\`", "\\<a", "(?#c)", "(?P=n)", "\\g", "\\e", "\\c", "\\h",
    "\\R", "\\X", "\\K", "\\G", "(?<n", "(?P<n a>b)", "[[a]", "[[.a.]]", "[a&&&&b]", "[a--]",
    "[--a]", "[a~~]", "[&&]", "[&&a]", "[a&&]", "(?x: a b )", "(?x)a # c\nb", "(?x)[a b]",
    "(?x)a {2}", "(?x)a{2} ?", "(?x)\\x 6 1", "(?x)( ?:a)", "(?x)\\p {L}", "{", "}", "{}", "a{}",
    "a{a}", "a{1", "a{1,", "(?u-x)a", "(?-u).", "(?-u)\\W", "(?-u)[^a]", "(?-u)\xe9", "(?-u)[\xe9]",
    "(?-u)\\xff", "(?-u)\\pL", "(?i-u)k", "(?-u:[[:alpha:]])", "(?-u)\\s", "(?-u)\\b{start}a",
]


def composed(source):
    """An expression of some atoms, operators, groups and now and then something odd."""
    text, opened = "", 0
    for _ in range(source.randint(1, 6)):
        choice = source.random()
        if choice < 0.03:
            text += source.choice(ODD)
        elif choice < 0.10:
            text += source.choice(["(", "(?:", "(?i:", "(?P<g%d>" % source.randint(0, 9)])
            opened += 1
        elif choice < 0.16 and opened:
            text, opened = text + ")", opened - 1
        elif choice < 0.40 and text:
            text += source.choice(OPS)
        else:
            text += source.choice(ATOMS)
    return text + ")" * opened


def escaped(text):
    for plain, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, escape)
    return text


def results(table, expression):
    column, lit = datafusion.col("t"), datafusion.lit
    replaced = datafusion.functions.regexp_replace(
        column, lit(expression), lit("<$0|$1|$2>"), lit("g")
    )
    try:
        values = table.select(replaced.alias("r")).to_pydict()["r"]
    except Exception:
        return ["ERROR"]
    return ["=" if value == text else escaped(value) for value, text in zip(values, TEXTS)]


def main(path):
    source = random.Random(55)
    expressions = ODD + ATOMS + [atom + each for atom in ATOMS for each in OPS[:14:3]]
    expressions += [composed(source) for _ in range(1500)]
    context = datafusion.SessionContext()
    batch = pyarrow.record_batch({"t": pyarrow.array(TEXTS)})
    context.register_record_batches("t", [[batch]])
    lines = ["\t".join(map(escaped, TEXTS))]
    for each in expressions:
        lines.append("\t".join([escaped(each)] + results(context.table("t"), each)))
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main(sys.argv[1])
