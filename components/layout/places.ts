import {
  Activity,
  ChartSpline,
  HardDrive,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  Radar,
  Rows3,
  ScanSearch,
  ShieldCheck,
  TableProperties,
  Trash2,
  TriangleAlert,
} from 'lucide-react'

/**
 * `often`: whether it stands in the navigation, or only at its end; the others lie behind a page. `wide`: a phone has no room for it
 * there, and its overview leads to it.
 */
export type Place = {
  href: string
  name: string
  icon: LucideIcon
  often?: boolean
  wide?: boolean
  keys?: readonly string[]
}

/** The pages that can be gone to from anywhere. */
export const places: readonly Place[] = [
  { href: '/', name: 'Overview', icon: Activity, often: true, keys: ['G O'] },
  { href: '/dashboards', name: 'Dashboards', icon: LayoutDashboard, often: true, keys: ['G D'] },
  { href: '/explore', name: 'Explore', icon: ChartSpline, often: true, keys: ['G X'] },
  { href: '/events', name: 'Events', icon: Rows3, often: true, keys: ['G E'] },
  { href: '/anomalies', name: 'Anomalies', icon: TriangleAlert, often: true, keys: ['G A'] },
  { href: '/quality', name: 'Quality', icon: ShieldCheck, often: true, keys: ['G Q'] },
  { href: '/schema', name: 'Schema', icon: TableProperties, often: true, wide: true, keys: ['G T'] },
  { href: '/storage', name: 'Storage', icon: HardDrive, often: false, keys: ['G S'] },
  { href: '/anomalies/detection', name: 'What is watched', icon: Radar },
  { href: '/events/inspect', name: 'Inspect a message', icon: ScanSearch },
  { href: '/events/dead-letters', name: 'Dead letters', icon: Inbox },
  { href: '/dashboards/trash', name: 'Trash', icon: Trash2 },
]
