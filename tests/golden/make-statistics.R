# Makes statistics.json anew by R and its package forecast: `Rscript tests/golden/make-statistics.R`.
suppressMessages(library(forecast))
number <- function(x, digits) {
  text <- sprintf(paste0('%.', digits, 'g'), x)
  text[x == Inf] <- '"Infinity"'
  text[x == -Inf] <- '"-Infinity"'
  text
}
array <- function(x, digits = 17) paste0('[', paste(number(x, digits), collapse = ','), ']')
rows <- function(...) paste0('[', paste(apply(cbind(...), 1, array), collapse = ',\n'), ']')
parts <- character()
add <- function(name, json) parts[length(parts) + 1] <<- paste0('"', name, '": ', json)
object <- function(...) {
  fields <- list(...)
  paste0('{', paste0('"', names(fields), '":', unlist(fields), collapse = ',\n'), '}')
}

add('version', paste0('"R ', getRversion(), ', forecast ', packageVersion('forecast'), '"'))

x <- c(1e-9, 0.01, 0.3, 0.5, 0.999999, 1, 1.5, 2, 2.0001, 3.7, 9, 14.99, 15, 20, 171, 1e3, 1e6, 1e9, 1e15)
add('lgamma', rows(x, lgamma(x)))
z <- c(-1e3, -38, -20, -8, -5.2, -3, -1.96, -1, -0.1, -1e-8, 0, 1e-8, 0.1, 0.5, 1, 1.5, 1.9599, 2.5, 3, 5.2, 8, 20, 38, 1e3, 1e200)
add('pnorm', rows(z, pnorm(z), pnorm(z, lower.tail = FALSE), pnorm(z, log.p = TRUE), pnorm(z, lower.tail = FALSE, log.p = TRUE)))
p <- c(0, 1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, 0.025, 0.0749, 0.075, 0.2, 0.4, 0.5, 0.51, 0.6, 0.9, 0.925, 0.975, 0.999, 1 - 1e-6, 1 - 1e-12, 1)
add('qnorm', rows(p, qnorm(p)))
g <- expand.grid(t = c(-1e6, -40, -3.3, -1, -1e-3, 0, 0.5, 1, 2, 5, 12, 1e4), df = c(1, 2, 3, 7.5, 30, 500, 1e5, 1e9))
add('pt', rows(g$t, g$df, pt(g$t, g$df), pt(g$t, g$df, lower.tail = FALSE)))
g <- expand.grid(p = c(0, 1e-12, 1e-5, 0.025, 0.3, 0.5, 0.50001, 0.75, 0.95, 0.9999, 1 - 0.05 / 8064, 1), df = c(1, 2, 3, 8, 52, 2013, 1e6))
add('qt', rows(g$p, g$df, qt(g$p, g$df)))
g <- expand.grid(k = c(-1, 0, 1, 2.5, 5, 10, 40, 100, 1000, 100000), mean = c(0, 1e-6, 0.3, 1, 4.5, 30, 997.3, 100000))
tails <- function(cdf) cbind(g$k, cdf(floor(g$k), TRUE, FALSE), cdf(ceiling(g$k) - 1, FALSE, FALSE), cdf(floor(g$k), TRUE, TRUE), cdf(ceiling(g$k) - 1, FALSE, TRUE))
add('ppois', rows(g$mean, tails(function(k, lower, log) ppois(k, g$mean, lower, log))))
g <- expand.grid(k = c(-1, 0, 1, 3, 10, 40, 100, 1000), mean = c(1e-3, 0.7, 5, 60, 900), size = c(0.05, 0.8, 3, 50, 1000))
add('pnbinom', rows(g$mean, g$size, tails(function(k, lower, log) pnbinom(k, mu = g$mean, size = g$size, lower.tail = lower, log.p = log))))
g <- expand.grid(k = c(-1, 0, 1, 7, 50, 499, 500, 501), n = c(0, 1, 20, 500), p = c(0, 1e-4, 0.03, 0.5, 0.97, 1))
add('pbinom', rows(g$n, g$p, tails(function(k, lower, log) pbinom(k, g$n, g$p, lower, log))))

y <- as.numeric(nottem)
add('series', array(y))
add('var', array(c(var(y), var(y * 1e6 + 1e9), var(y[1:2]))))
add('acf', array(acf(y, lag.max = 60, plot = FALSE)$acf, 15))
add('periodogram', object(
  even = array(spec.pgram(y, taper = 0, detrend = FALSE, demean = TRUE, fast = FALSE, plot = FALSE)$spec, 15),
  odd = array(spec.pgram(y[1:231], taper = 0, detrend = FALSE, demean = TRUE, fast = FALSE, plot = FALSE)$spec, 15)
))
smooth <- function(window, degree, weights = rep(1, 60)) {
  i <- 1:60
  fit <- loess(y[i] ~ i, span = (window + 0.01) / 60, degree = degree, weights = weights, surface = 'direct')
  array(as.numeric(fitted(fit)), 15)
}
add('loess', object(mean9 = smooth(9, 0), line9 = smooth(9, 1), line31 = smooth(31, 1)))
add('ewma', array(as.numeric(stats::filter(0.3 * y[1:30], 0.7, 'recursive', init = y[1])), 15))

# Production data of the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.3.
production <- c(324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
                324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350)
walk <- function(step) Reduce(function(sum, d) max(0, sum + d), step, accumulate = TRUE, 0)[-1]
add('cusum', object(x = array(production), target = '325', slack = '0.3175', threshold = '4.1959',
  up = array(walk(production - 325 - 0.3175)), down = array(walk(325 - 0.3175 - production))))

# Rosner's data as in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.3.
rosner <- c(-0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.70,
            1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.40,
            2.47, 2.54, 2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21, 3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01)
esd <- function(x, most, alpha, center, scale, distance = abs, sides = 2) {
  n <- length(x); left <- seq_along(x); found <- NULL
  for (i in 1:most) {
    d <- distance(x[left] - center(x[left])) / scale(x[left])
    at <- which.max(d)
    t <- qt(1 - alpha / (sides * (n - i + 1)), n - i - 1)
    found <- rbind(found, c(left[at] - 1, d[at], t * (n - i) / sqrt((n - i - 1 + t^2) * (n - i + 1))))
    left <- left[-at]
  }
  hits <- which(found[, 2] > found[, 3])
  apply(found[seq_len(if (length(hits)) max(hits) else 0), , drop = FALSE], 1, array)
}
listed <- function(x) paste0('[', paste(x, collapse = ',\n'), ']')
add('esd', object(x = array(rosner), plain = listed(esd(rosner, 10, 0.05, mean, sd)),
  robust = listed(esd(rosner, 4, 0.05, median, mad)), up = listed(esd(rosner, 10, 0.05, mean, sd, identity, 1))))

set.seed(20)
hours <- 0:671
two <- round(50 + hours / 40 + 12 * sin(2 * pi * hours / 24) + 5 * cos(4 * pi * hours / 24) + ifelse(hours %% 168 >= 120, -9, 0) + rnorm(672), 2)
spiky <- two[1:335]
spiky[c(50, 51, 130, 200, 301)] <- spiky[c(50, 51, 130, 200, 301)] + c(30, 22, -25, 40, -12)
rest <- as.numeric(spiky - stl(ts(spiky, frequency = 24), s.window = 'periodic', robust = TRUE)$time.series[, 1] - median(spiky))
add('seasonal_esd', object(x = array(spiky), period = '24',
  both = listed(esd(rest, floor(0.02 * 335), 0.05, median, mad)), down = listed(esd(rest, floor(0.02 * 335), 0.001, median, mad, function(d) -d, 1))))
fit <- mstl(msts(two[1:505], c(24, 168)))
robust <- mstl(msts(two[1:505], c(24, 168)), s.window = c(7, 13), iterate = 1, robust = TRUE)
add('mstl', object(x = array(two[1:505]),
  plain = listed(apply(fit[, c('Seasonal24', 'Seasonal168', 'Trend', 'Remainder')], 2, array, digits = 13)),
  robust = listed(apply(robust[, c('Seasonal24', 'Seasonal168', 'Trend', 'Remainder')], 2, array, digits = 13))))

out <- commandArgs(FALSE)
here <- dirname(sub('^--file=', '', grep('^--file=', out, value = TRUE)))
writeLines(paste0('{', paste(parts, collapse = ',\n'), '}'), file.path(here, 'statistics.json'))
