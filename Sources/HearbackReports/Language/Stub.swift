import HearbackCore

extension Catalogue { static let arabic = english, french = english, spanish = english }
