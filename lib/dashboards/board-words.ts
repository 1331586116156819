export const lineVariants = ['line', 'area', 'stacked', 'bar'] as const
export type LineVariant = (typeof lineVariants)[number]

/** Stands for every value of a variable, in the address and in its default. */
export const allValues = '__all__'
