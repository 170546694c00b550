"""Samples for `scripts/check --self-test`: what every rule must catch, and what no rule may."""

# Written apart, so that scripts/check does not find them here.
LEFT = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
HOST = "/wo" + "rk/"
JOBS = "/tmp/bash_" + "jobs.0/1"

# (rule, path, text, line of the finding)
BAD = [
    ("import-direction", "Sources/HearbackCore/A.swift", "import Foundation\n", 1),
    ("import-direction", "Sources/HearbackCore/A.swift", "import HearbackStore\n", 1),
    ("import-direction", "Sources/HearbackTime/A.swift", "/* a /* b */ c */\npackage import HearbackLatency\n", 2),
    ("import-direction", "Sources/HearbackStore/A.swift", "@preconcurrency package import Hummingbird\n", 1),
    ("import-direction", "Sources/HearbackStore/A.swift", "@_spi(Testing) import NIOCore\n", 1),
    ("import-direction", "Sources/HearbackDelivery/A.swift", "import struct HearbackStore.Ledger\n", 1),
    ("import-direction", "Sources/HearbackAPI/A.swift", "import HearbackCore; import GRDB\n", 1),
    ("import-direction", "Sources/HearbackHTTP/A.swift", "#if os(Linux)\n    import HearbackDelivery\n#endif\n", 2),
    ("import-direction", "Sources/hearbackd/A.swift", "import HearbackClient\n", 1),
    ("import-direction", "Sources/hearbackd/A.swift", "private import HearbackCommands\n", 1),
    ("import-direction", "Sources/hearback/A.swift", "import HearbackClient\n", 1),
    ("import-direction", "Sources/Utilities/A.swift", "let a = 1\n", 1),
    ("file-length", "Sources/HearbackCore/A.swift", "let a = 1\n" * 401, 401),
    ("file-length", "Tests/HearbackCoreTests/A.swift", "let a = 1\n" * 400 + "let b = 2", 401),
    ("no-foundation-time", "Sources/HearbackTime/A.swift", "let zone = TimeZone(identifier: name)\n", 1),
    ("no-foundation-time", "Sources/HearbackTime/A.swift", "let a = Calendar.current\n", 1),
    ("no-foundation-time", "Sources/HearbackTime/A.swift", "let a = Calendar (identifier: .gregorian)\n", 1),
    ("no-foundation-time", "Sources/HearbackTime/A.swift", "let a = Foundation.DateFormatter()\n", 1),
    ("no-foundation-time", "Sources/HearbackTime/A.swift", "func a(_ calendar: Calendar) {}\n", 1),
    ("no-foundation-time", "Sources/hearbackd/A.swift", "let a = ISO8601DateFormatter()\n", 1),
    ("no-foundation-time", "Sources/HearbackHTTP/A.swift", "var a = DateComponents()\n", 1),
    ("no-foundation-time", "Sources/HearbackAPI/A.swift", "let a = date.formatted(Date.FormatStyle())\n", 1),
    ("no-foundation-time", "Sources/HearbackStore/A.swift", "\nlocaltime_r(&time, &parts)\n", 2),
    ("no-foundation-time", "Sources/HearbackStore/A.swift", 'strftime(buffer, size, "%F", &parts)\n', 1),
    ("no-foundation-time", "Sources/CCurl/A.c", "/* local */ struct tm *a = localtime(&now);\n", 1),
    ("no-urlsession", "Sources/HearbackDelivery/A.swift", 'let note = "\\"//"; URLSession.shared.resume()\n', 1),
    ("no-trap", "Sources/HearbackCore/A.swift", "\nlet a = try! parse()\n", 2),
    ("no-trap", "Sources/HearbackCore/A.swift", "let a = b as! Int\n", 1),
    ("no-trap", "Sources/HearbackCore/A.swift", 'let a = #"a "quoted" \\"#; fatalError ("x")\n', 1),
    ("no-trap", "Sources/HearbackCore/A.swift", 'let a = """\n  "text\n  """\nfatalError("x")\n', 4),
    ("unsafe-reason", "Sources/HearbackCore/A.swift", "final class A: @unchecked Sendable {}\n", 1),
    ("unsafe-reason", "Tests/HearbackCoreTests/A.swift", "// SAFETY: far away\n\nnonisolated(unsafe) var a = 1\n", 3),
    ("leftover", "Sources/HearbackCore/A.swift", f"// {LEFT[0]}: later\n", 1),
    ("leftover", "scripts/a", f"# {LEFT[1]}\n", 1),
    ("leftover", "docs/a.md", f"a\n{LEFT[2]} b\n", 2),
    ("host-path", "Sources/HearbackCore/A.swift", f'let path = "{HOST}main"\n', 1),
    ("host-path", "README.md", f"see {JOBS}\n", 1),
    ("host-path", "Tests/Fixtures/demo/SOURCE.md", f"from {HOST}shared\n", 1),
]

# (path, text) in which no rule finds anything
GOOD = [
    ("Sources/HearbackCore/A.swift", "import OrderedCollections\n// import GRDB, try! nothing, TimeZone\nlet a = 1\n"),
    ("Sources/HearbackCore/B.swift", 'let a = "try! fatalError( \\" URLSession"\nlet b = #"as! " Calendar."#\n'),
    ("Sources/HearbackCore/C.swift", "let a = 1\n" * 400),
    ("Sources/HearbackStore/A.swift", "package import GRDB\nimport Logging\nimport class Foundation.FileManager\n"),
    ("Sources/HearbackTime/A.swift", "let a = WorkingCalendar.morocco\nlet b = TimeZoneFile(bytes)\n"),
    ("Sources/HearbackTime/B.swift", "let a = CalendarReview(json: data)\nlet b = holidayCalendar.name // a Calendar\n"),
    ("Sources/CCurl/A.c", "/* no localtime */ int a; // strftime\nconst char *b = \"mktime\";\n"),
    ("Sources/HearbackDelivery/A.swift", "// SAFETY: one thread owns it\nfinal class A: @unchecked Sendable {}\n"),
    ("Sources/HearbackDelivery/B.swift", "nonisolated(unsafe) let a = p // SAFETY: never written\n"),
    ("Sources/HearbackHTTP/A.swift", "import HummingbirdCore\nimport NIOPosix\n"),
    ("Sources/hearbackd/A.swift", "import Hummingbird\nimport HearbackHTTP\n"),
    ("Tests/HearbackCoreTests/A.swift", "let a = try! parse()\n"),
    ("scripts/a", 'mktemp -d "${TMPDIR:-/tmp}/hearback.XXXXXX" # homework/ and docs/work/\n'),
]
