'use client'

import { Select } from '@/components/ui/select'
import { useSearch } from './use-search'

const all = 'all'

export type FilterOption = { value: string; label: string }
type AddressFilterProps = { name: string; label: string; any: string; options: readonly FilterOption[] }

/** One filter of the address, or `any`; a value that is none of the options is offered as it is. */
export function AddressFilter({ name, label, any, options }: AddressFilterProps) {
  const { search, change } = useSearch()
  const value = search.get(name) ?? all
  const known = value === all || options.some((option) => option.value === value)
  return (
    <Select
      label={label}
      value={value}
      options={[{ value: all, label: any }, ...(known ? [] : [{ value, label: value }]), ...options]}
      onChange={(next) => change({ [name]: next === all ? null : next })}
      className="max-sm:w-[calc(50%-0.25rem)]"
    />
  )
}

export const asOptions = (values: readonly string[]): FilterOption[] => values.map((value) => ({ value, label: value }))

/** Each value once, in order; those that are nothing are left out. */
export const sortedOptions = (values: Iterable<string | null>) =>
  asOptions([...new Set(values)].flatMap((value) => (value ? [value] : [])).sort())
