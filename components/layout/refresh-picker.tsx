'use client'

import { RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import { type Refresh, refreshes } from './refresh'
import { useRefresh } from './use-refresh'

const wordsOf = (refresh: Refresh) => (refresh === 'live' ? 'Live' : refresh === 'off' ? 'Off' : `Every ${refresh}`)
const options = refreshes.map((value) => ({ value, label: wordsOf(value) }))

/** Chooses how often the page asks again; where it does not follow live, also now. */
export function RefreshPicker() {
  const { refresh, setRefresh, now } = useRefresh()
  return (
    <div className="flex">
      <Select<Refresh> label="Refresh" prefix="Refresh" value={refresh} options={options} onChange={setRefresh} />
      {refresh === 'live' ? null : (
        <Tooltip label="Refresh now">
          <Button size="icon" variant="ghost" aria-label="Refresh now" onClick={() => void now()}>
            <RotateCw />
          </Button>
        </Tooltip>
      )}
    </div>
  )
}
