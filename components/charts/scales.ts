/** What recharts finds in place of all of d3-scale: the scales of our axes, and not those of time, colour and powers. */
export { scaleBand, scaleLinear, scaleLog, scalePoint } from 'd3-scale'
