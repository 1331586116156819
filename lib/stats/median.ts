import { quantile } from './quantile'

/**
 * Median.
 *
 * Definition: the middle order statistic, or the mean of the two middle ones. NaN for no values, and where any value is NaN.
 * Reference: Tukey, Exploratory Data Analysis (1977), ch. 2; R `median`.
 * Example: `median([5, 3, 8, 1])` is 4.
 */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}
