import Synchronization
package import Testing

/// Which tests have failed checks, so that their folders are kept. A check that fails does not throw.
enum FailureLog {
    private static let failed = Mutex<Set<Test.ID>>([])

    /// Whether a check of the running test has failed so far.
    static var hasFailed: Bool { Test.current.map { test in failed.withLock { $0.contains(test.id) } } ?? false }

    static func note(_ issue: Issue) {
        if let test = Test.current { failed.withLock { _ = $0.insert(test.id) } }
    }
}

extension Trait where Self == IssueHandlingTrait {
    /// Keeps the folders of the suite's tests that fail.
    package static var keepingFailures: IssueHandlingTrait {
        .compactMapIssues { issue in
            FailureLog.note(issue)
            return issue
        }
    }
}
