/** The engines in which minutes may rest in the long run; everything is committed in PostgreSQL first. */
export const engineNames = ['prometheus', 'influxdb', 'timescale'] as const
export type EngineName = (typeof engineNames)[number]
export const isEngine = (name: string): name is EngineName => engineNames.some((one) => one === name)
