const pattern = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb|kib|mib|gib)?$/i
const unitBytes: Record<string, number> = {
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

/** Bytes of a size such as `5MiB`, `64 MiB`, `1MB`, `4096`; null where the text is none. */
export function parseBytes(text: string): number | null {
  const parts = pattern.exec(text.trim())
  if (!parts) return null
  const bytes = Number(parts[1]) * (unitBytes[(parts[2] ?? 'b').toLowerCase()] ?? 1)
  return Number.isSafeInteger(bytes) ? bytes : null
}

const units = ['GiB', 'MiB', 'KiB'] as const

/** A size as `parseBytes` reads it, in the largest unit of which it is a whole number: 5242880 is `5MiB`. */
export function formatBytes(bytes: number): string {
  const unit = units.find((one) => bytes > 0 && bytes % unitBytes[one.toLowerCase()]! === 0)
  return unit ? `${bytes / unitBytes[unit.toLowerCase()]!}${unit}` : `${bytes}B`
}
