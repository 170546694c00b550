/// What notices say in Arabic.
extension NoticePhrase {
    var arabic: String {
        switch self {
        case .subjectReceived: "{reference}: توصلنا بتعليقكم"
        case .subjectClarificationAsked: "{reference}: سؤال حول تعليقكم"
        case .subjectPublished: "{reference}: نُشر تعليقكم"
        case .subjectRejected: "{reference}: لم يُنشر تعليقكم"
        case .subjectLapsed: "{reference}: لم يعد ممكنا البت في تعليقكم"
        case .subjectUnpublished: "{reference}: سُحب تعليقكم من النشر"
        case .subjectAnswered: "{reference}: جواب عن تعليقكم"
        case .subjectDecisionUndone: "{reference}: يُعاد النظر في تعليقكم"
        case .subjectAnswerAmended: "{reference}: عُدّل الجواب عن تعليقكم"
        case .subjectOutcomeRecorded: "{reference}: مآل تعليقكم"
        case .subjectStillWaiting: "{reference}: ما زال تعليقكم في الانتظار"
        case .subjectOverdue: "{reference}: تأخر القرار بشأن تعليقكم"
        case .subjectConfirmation: "يرجى تأكيد عنوان بريدكم الإلكتروني"
        case .subjectDigest: "تعليقات في الانتظار: {count}؛ متأخرة: {overdue}"
        case .bodyReceived: "توصلنا بتعليقكم {reference} حول «{bill}» وسُجّل. وهو الآن في انتظار قرار بشأن نشره."
        case .bodyClarificationAsked: "قبل البت في تعليقكم {reference} حول «{bill}»، يسألكم المشرفون:"
        case .bodyPublished: "نُشر تعليقكم {reference} حول «{bill}»."
        case .bodyRejected: "لم يُنشر تعليقكم {reference} حول «{bill}»."
        case .bodyLapsed: "لم يعد ممكنا البت في تعليقكم {reference} حول «{bill}»."
        case .bodyUnpublished: "كان تعليقكم {reference} حول «{bill}» منشورا وسُحب الآن من النشر."
        case .bodyAnswered: "تمت الإجابة عن تعليقكم {reference} حول «{bill}». والجواب متاح للعموم."
        case .bodyDecisionUndone:
            "سُحب القرار المتخذ بشأن تعليقكم {reference} حول «{bill}». وينتظر التعليق الموافقة من جديد، وستُبلَّغون بالقرار الجديد."
        case .bodyAnswerAmended: "عُدّل الجواب عن تعليقكم {reference} حول «{bill}». ويبقى الجواب السابق ظاهرا."
        case .bodyOutcomeRecorded: "سُجّل مآل تعليقكم {reference} حول «{bill}»."
        case .bodyStillWaiting:
            "ما زال تعليقكم {reference} حول «{bill}» في الانتظار. نخبركم بذلك حتى لا يمر هذا الصمت دون أن يُلاحظ."
        case .bodyOverdue:
            """
            كان منتظرا اتخاذ قرار بشأن تعليقكم {reference} حول «{bill}» ولم يُتخذ في أجله. وما زال هذا \
            القرار من حقكم، ويبقى هذا التأخر مسجلا.
            """
        case .bodyConfirmation:
            """
            قدّم شخص ما، ربما أنتم، هذا العنوان إلى {institution} لتلقي أخبار عن تعليق. لن يُرسل أي خبر قبل أن \
            تفتحوا هذا الرابط وتؤكدوا:
            """
        case .decisionDue: "التاريخ المنتظر لاتخاذ القرار: {date}"
        case .ownTarget: "هذا التاريخ هدف من تحديد {institution}."
        case .lawTarget: "هذا التاريخ محدد بالقانون: {citation}"
        case .answerBy: "يرجى الجواب في أجل أقصاه: {date}"
        case .daysWaiting: "عدد أيام الانتظار إلى الآن: {days}"
        case .citation: "الموضع في النص: {citation}"
        case .ignore: "إن لم تكونوا أنتم، فالمرجو تجاهل هذه الرسالة."
        case .footer: "رسالة تلقائية باسم {institution}. لا تُقرأ الردود عليها."
        case .bodyDigest: "عدد التعليقات التي تنتظر قرارا لدى {institution}: {count}"
        case .digestOverdue: "منها ما انقضى التاريخ المنتظر للقرار بشأنه: {overdue}"
        case .digestOldest: "أطولها انتظارا: {reference}، حول {bill}؛ عدد الأيام: {days}"
        case .digestList: "المتأخرة أولا، ثم الأقدم:"
        case .digestLine: "{reference} · {bill} · أيام الانتظار: {days} · التاريخ المنتظر: {date}"
        case .digestLateLine: "{reference} · {bill} · أيام الانتظار: {days} · متأخر منذ: {date}"
        case .digestCommand: "للبت فيها: {command}"
        case .reasonLabel: "السبب:"
        case .outcomeLabel: "المآل:"
        case .statusLink: "وضعية تعليقكم:"
        case .confirmLink: "تأكيد هذا العنوان:"
        case .unsubscribeLink: "إيقاف الرسائل إلى هذا العنوان:"
        case .reasonSpam: "رسالة مزعجة أو إشهار"
        case .reasonDuplicate: "تكرار لتعليق آخر"
        case .reasonOffTopic: "لا علاقة له بهذا النص"
        case .reasonAbusive: "مسيء أو محرّض على الكراهية"
        case .reasonPersonalData: "يكشف معطيات شخصية"
        case .reasonUnlawful: "مخالف للقانون"
        case .reasonUnintelligible: "غير مفهوم"
        case .reasonOther: "سبب آخر"
        case .outcomeAdopted: "أُخذ به"
        case .outcomePartlyAdopted: "أُخذ به جزئيا"
        case .outcomeNoted: "أُخذ به علما"
        case .outcomeNotAdopted: "لم يُؤخذ به"
        case .lapsedVoted: "جرى التصويت على النص قبل البت في التعليق."
        case .lapsedWithdrawn: "سُحب النص قبل البت في التعليق."
        }
    }
}
