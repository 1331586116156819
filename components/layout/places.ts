import {
  Activity,
  BellOff,
  BellPlus,
  BellRing,
  ChartSpline,
  HardDrive,
  Inbox,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Megaphone,
  Radar,
  Route,
  Rows3,
  ScanSearch,
  ShieldCheck,
  TableProperties,
  Trash2,
  TriangleAlert,
  Volume1,
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
  { href: '/alerts', name: 'Alerts', icon: BellRing, often: true, keys: ['G L'] },
  { href: '/anomalies', name: 'Anomalies', icon: TriangleAlert, often: true, keys: ['G A'] },
  { href: '/quality', name: 'Quality', icon: ShieldCheck, often: true, wide: true, keys: ['G Q'] },
  { href: '/schema', name: 'Schema', icon: TableProperties, often: true, wide: true, keys: ['G T'] },
  { href: '/storage', name: 'Storage', icon: HardDrive, often: false, keys: ['G S'] },
  { href: '/alerts/rules', name: 'Alert rules', icon: ListChecks },
  { href: '/alerts/rules/new', name: 'New alert rule', icon: BellPlus },
  { href: '/alerts/channels', name: 'Alert channels', icon: Megaphone },
  { href: '/alerts/routing', name: 'Alert routing', icon: Route },
  { href: '/alerts/silences', name: 'Silences', icon: BellOff },
  { href: '/alerts/noise', name: 'Noise of alerts', icon: Volume1 },
  { href: '/anomalies/detection', name: 'What is watched', icon: Radar },
  { href: '/events/inspect', name: 'Inspect a message', icon: ScanSearch },
  { href: '/events/dead-letters', name: 'Dead letters', icon: Inbox },
  { href: '/dashboards/trash', name: 'Trash', icon: Trash2 },
]
