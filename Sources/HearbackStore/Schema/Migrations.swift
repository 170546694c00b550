import GRDB

/// The file's history. A migration, once released, is never changed.
enum Migrations {
    /// `HBCK` in ASCII: what `file` and our own check know the file by (PRAGMA application_id).
    static let applicationID: Int32 = 0x4842_434B

    static func migrator(_ box: SecretBox) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-ledger", migrate: Migration0001.apply)
        migrator.registerMigration("0002-outbox", migrate: Migration0002.apply)
        migrator.registerMigration("0003-endpoints") { try Migration0003.apply($0, box) }
        migrator.registerMigration("0004-stops", migrate: Migration0004.apply)
        migrator.registerMigration("0005-screening", migrate: Migration0005.apply)
        migrator.registerMigration("0007-search", migrate: Migration0007.apply)
        migrator.registerMigration("0008-batches", migrate: Migration0008.apply)
        migrator.registerMigration("0010-undo", migrate: Migration0010.apply)
        migrator.registerMigration("0011-tokens", migrate: Migration0011.apply)
        migrator.registerMigration("0012-answers", migrate: Migration0012.apply)
        migrator.registerMigration("0013-log", migrate: Migration0013.apply)
        migrator.registerMigration("0016-pages", migrate: Migration0016.apply)
        migrator.registerMigration("0014-translations", migrate: Migration0014.apply)
        migrator.registerMigration("0015-anchors", migrate: Migration0015.apply)
        migrator.registerMigration("0021-figures", migrate: Migration0021.apply)
        return migrator
    }
}
