package import HearbackCore

extension ProblemCode {
    /// What went wrong, in one sentence of the reader's language.
    package func title(in language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .tamazight: tamazight
        case .french: french
        case .english: english
        case .spanish: spanish
        }
    }

    var english: String {
        switch self {
        case .malformedJSON: "The request is not valid JSON."
        case .invalidUTF8: "The request is not valid UTF-8."
        case .unsupportedMediaType: "This content type is not accepted here."
        case .bodyTooLarge: "The request is too large."
        case .missingField: "A required field is missing."
        case .invalidField: "A field has a value that is not allowed."
        case .notFound: "There is nothing at this address."
        case .methodNotAllowed: "This address does not take this method."
        case .idempotencyKeyInvalid: "The idempotency key is not usable."
        case .idempotencyConflict: "This idempotency key was used for another request."
        case .unknownBill: "There is no such bill."
        case .unknownArticle: "The bill has no such article."
        case .unknownLanguage: "This language is not supported."
        case .unknownEndpoint: "There is no such active endpoint."
        case .windowClosed: "This bill does not take comments now."
        case .textEmpty: "The text is empty."
        case .textTooLong: "The text is too long."
        case .textControlCharacter: "The text contains a control character."
        case .textUnpairedBidi: "The text contains a direction control without its partner."
        case .illegalTransition: "This can't be done in the comment's present state."
        case .conflict: "Somebody else changed this in the meantime."
        case .forbidden: "Your role does not allow this."
        case .unauthorized: "This needs a token that is valid."
        case .tooManyFailures: "Too many tokens that are not valid; please try again later."
        case .ownComment: "Nobody decides a comment of their own."
        case .billExists: "A bill with this identifier exists already."
        case .billInvalid: "The bill can't be taken as it is."
        case .endpointRefused: "This endpoint address is not accepted."
        case .endpointExists: "This address is registered already."
        case .endpointInactive: "This endpoint is not active."
        case .tooManyRequests: "Many comments have come from where you are; please try again in a moment."
        case .registrationLimited: "Too many registrations; please try again later."
        case .clockNotSimulated: "The daemon runs on the real clock."
        case .commentChanged: "The comment has changed since the version that this was decided by."
        case .queueFull: "Too many requests at once; please try again shortly."
        case .storageFull: "The storage is full; nothing was recorded."
        case .shuttingDown: "The service is restarting; please try again shortly."
        case .notReady: "The service is not ready; please try again shortly."
        case .internalError: "Something went wrong on our side; nothing was recorded."
        }
    }

    var french: String {
        switch self {
        case .malformedJSON: "La requête n’est pas du JSON valide."
        case .invalidUTF8: "La requête n’est pas de l’UTF-8 valide."
        case .unsupportedMediaType: "Ce type de contenu n’est pas accepté ici."
        case .bodyTooLarge: "La requête est trop volumineuse."
        case .missingField: "Un champ obligatoire manque."
        case .invalidField: "La valeur d’un champ n’est pas admise."
        case .notFound: "Il n’y a rien à cette adresse."
        case .methodNotAllowed: "Cette adresse n’accepte pas cette méthode."
        case .idempotencyKeyInvalid: "La clé d’idempotence n’est pas utilisable."
        case .idempotencyConflict: "Cette clé d’idempotence a servi à une autre requête."
        case .unknownBill: "Ce texte de loi n’existe pas."
        case .unknownArticle: "Ce texte n’a pas un tel article."
        case .unknownLanguage: "Cette langue n’est pas prise en charge."
        case .unknownEndpoint: "Il n’y a pas de tel point de réception actif."
        case .windowClosed: "Ce texte ne reçoit pas de commentaires en ce moment."
        case .textEmpty: "Le texte est vide."
        case .textTooLong: "Le texte est trop long."
        case .textControlCharacter: "Le texte contient un caractère de contrôle."
        case .textUnpairedBidi: "Le texte contient un contrôle de direction sans son pendant."
        case .illegalTransition: "Ce n’est pas possible dans l’état actuel du commentaire."
        case .conflict: "Quelqu’un d’autre a modifié ceci entre-temps."
        case .forbidden: "Votre rôle ne le permet pas."
        case .unauthorized: "Il faut pour cela un jeton valide."
        case .tooManyFailures: "Trop de jetons non valides ; veuillez réessayer plus tard."
        case .ownComment: "Personne ne décide de son propre commentaire."
        case .billExists: "Un texte avec cet identifiant existe déjà."
        case .billInvalid: "Ce texte de loi ne peut pas être enregistré tel quel."
        case .endpointRefused: "Cette adresse de réception n’est pas acceptée."
        case .endpointExists: "Cette adresse de réception est déjà enregistrée."
        case .endpointInactive: "Ce point de réception n’est pas actif."
        case .tooManyRequests: "Beaucoup de commentaires sont venus de chez vous ; veuillez réessayer dans un instant."
        case .registrationLimited: "Trop d’enregistrements ; veuillez réessayer plus tard."
        case .clockNotSimulated: "Le service fonctionne à l’heure réelle."
        case .commentChanged: "Le commentaire a changé depuis la version sur laquelle cette décision se fonde."
        case .queueFull: "Trop de requêtes à la fois ; veuillez réessayer sous peu."
        case .storageFull: "L’espace de stockage est plein ; rien n’a été enregistré."
        case .shuttingDown: "Le service redémarre ; veuillez réessayer sous peu."
        case .notReady: "Le service n'est pas prêt ; veuillez réessayer sous peu."
        case .internalError: "Une erreur s’est produite chez nous ; rien n’a été enregistré."
        }
    }

    var spanish: String {
        switch self {
        case .malformedJSON: "La petición no es JSON válido."
        case .invalidUTF8: "La petición no es UTF-8 válido."
        case .unsupportedMediaType: "Este tipo de contenido no se acepta aquí."
        case .bodyTooLarge: "La petición es demasiado grande."
        case .missingField: "Falta un campo obligatorio."
        case .invalidField: "Un campo tiene un valor no admitido."
        case .notFound: "No hay nada en esta dirección."
        case .methodNotAllowed: "Esta dirección no acepta este método."
        case .idempotencyKeyInvalid: "La clave de idempotencia no es utilizable."
        case .idempotencyConflict: "Esta clave de idempotencia se usó para otra petición."
        case .unknownBill: "No existe tal proyecto de ley."
        case .unknownArticle: "El proyecto no tiene tal artículo."
        case .unknownLanguage: "Este idioma no está disponible."
        case .unknownEndpoint: "No hay tal punto de recepción activo."
        case .windowClosed: "Este proyecto no recibe comentarios en este momento."
        case .textEmpty: "El texto está vacío."
        case .textTooLong: "El texto es demasiado largo."
        case .textControlCharacter: "El texto contiene un carácter de control."
        case .textUnpairedBidi: "El texto contiene un control de dirección sin su pareja."
        case .illegalTransition: "No es posible en el estado actual del comentario."
        case .conflict: "Otra persona lo cambió entretanto."
        case .forbidden: "Su función no lo permite."
        case .unauthorized: "Esto requiere una clave de acceso válida."
        case .tooManyFailures: "Demasiadas claves de acceso no válidas; inténtelo más tarde."
        case .ownComment: "Nadie decide sobre su propio comentario."
        case .billExists: "Ya existe un proyecto con este identificador."
        case .billInvalid: "El proyecto no puede aceptarse tal como está."
        case .endpointRefused: "Esta dirección de recepción no se acepta."
        case .endpointExists: "Esta dirección de recepción ya está registrada."
        case .endpointInactive: "Este punto de recepción no está activo."
        case .tooManyRequests: "Han llegado muchos comentarios desde donde está usted; inténtelo de nuevo en un momento."
        case .registrationLimited: "Demasiados registros; inténtelo de nuevo más tarde."
        case .clockNotSimulated: "El servicio funciona con la hora real."
        case .commentChanged: "El comentario ha cambiado desde la versión en la que se basa esta decisión."
        case .queueFull: "Demasiadas peticiones a la vez; inténtelo de nuevo en breve."
        case .storageFull: "El almacenamiento está lleno; no se registró nada."
        case .shuttingDown: "El servicio se está reiniciando; inténtelo de nuevo en breve."
        case .notReady: "El servicio no está listo; inténtelo de nuevo en breve."
        case .internalError: "Algo falló de nuestro lado; no se registró nada."
        }
    }
}
