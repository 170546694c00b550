# Rscript make.R > r_survival.json ; R 4.2.2, survival 3.5-3. Times have one decimal, so that many are tied.
library(survival)
options(digits = 17)
set.seed(20230106)
n <- 120
time <- round(rexp(n, 0.15), 1) + 0.1
time <- round(time, 1)
cause <- sample(0:3, n, replace = TRUE, prob = c(0.3, 0.4, 0.2, 0.1))
group <- sample(c("ar", "fr", "zgh", "es"), n, replace = TRUE)
num <- function(x) paste0("[", paste(ifelse(is.finite(x), sprintf("%.17g", x), "null"), collapse = ","), "]")
txt <- function(x) paste0("[", paste0('"', x, '"', collapse = ","), "]")
km <- survfit(Surv(time, cause > 0) ~ 1, conf.type = "log-log")
aj <- survfit(Surv(time, factor(cause)) ~ 1)
tau <- 10
rm <- summary(km, rmean = tau)$table[c("rmean", "se(rmean)")]
lr <- survdiff(Surv(time, cause > 0) ~ group)
two <- survdiff(Surv(time, cause > 0) ~ (group == "ar"))
at <- aj$time
col <- function(m, j) m[, j]
cat("{\n")
cat('"time":', num(time), ',\n"cause":', num(cause), ',\n"group":', txt(group), ",\n", sep = "")
cat('"km":{"t":', num(km$time), ',"at_risk":', num(km$n.risk), ',"events":', num(km$n.event), ',"survival":', num(km$surv),
    ',"se":', num(km$std.err * km$surv), ',"lower":', num(km$lower), ',"upper":', num(km$upper), "},\n", sep = "")
cat('"rmst":{"tau":', tau, ',"value":', sprintf("%.17g", rm[1]), ',"se":', sprintf("%.17g", rm[2]), "},\n", sep = "")
cat('"incidence":{"t":', num(at), sep = "")
for (j in 1:3) cat(',\n"', j, '":{"incidence":', num(aj$pstate[, j + 1]), ',"se":', num(aj$std.err[, j + 1]), "}", sep = "")
cat("},\n")
cat('"logrank":{"chisq":', sprintf("%.17g", lr$chisq), ',"p":', sprintf("%.17g", pchisq(lr$chisq, 3, lower.tail = FALSE)),
    ',"observed":', num(lr$obs), ',"expected":', num(lr$exp), ',"names":', txt(names(lr$n)), "},\n", sep = "")
cat('"tails":', num(c(pchisq(3.3, 1, lower.tail = FALSE), pchisq(3.3, 2, lower.tail = FALSE), pchisq(12.5, 5, lower.tail = FALSE),
    pchisq(60, 30, lower.tail = FALSE), pchisq(0.2, 7, lower.tail = FALSE), pchisq(0, 3, lower.tail = FALSE))), "\n}\n", sep = "")
