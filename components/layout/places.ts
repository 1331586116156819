import {
  Activity,
  BellOff,
  BellPlus,
  BellRing,
  BookOpen,
  Braces,
  Cable,
  ChartSpline,
  CircleUser,
  HardDrive,
  Inbox,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Megaphone,
  Plug,
  Radar,
  Route,
  Rows3,
  ScanSearch,
  ScrollText,
  ShieldCheck,
  TableProperties,
  Trash2,
  TriangleAlert,
  Users,
  Volume1,
} from 'lucide-react'
import type { Permission } from '@/lib/access/permissions'

/**
 * `often`: whether it stands in the navigation, or only at its end; the others lie behind a page. `wide`: a phone has no room for it
 * there, and its overview leads to it. `needs`: only those who may that are offered it.
 */
export type Place = {
  href: string
  name: string
  icon: LucideIcon
  often?: boolean
  wide?: boolean
  keys?: readonly string[]
  needs?: Permission
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
  { href: '/sources', name: 'Sources', icon: Cable, often: false, keys: ['G C'] },
  { href: '/storage', name: 'Storage', icon: HardDrive, often: false, keys: ['G S'] },
  { href: '/docs', name: 'Documentation', icon: BookOpen, often: false, keys: ['G H'] },
  { href: '/docs/api', name: 'API', icon: Braces },
  { href: '/alerts/rules', name: 'Alert rules', icon: ListChecks },
  { href: '/alerts/rules/new', name: 'New alert rule', icon: BellPlus, needs: 'write' },
  { href: '/alerts/channels', name: 'Alert channels', icon: Megaphone },
  { href: '/alerts/routing', name: 'Alert routing', icon: Route },
  { href: '/alerts/silences', name: 'Silences', icon: BellOff },
  { href: '/alerts/noise', name: 'Noise of alerts', icon: Volume1 },
  { href: '/anomalies/detection', name: 'What is watched', icon: Radar },
  { href: '/events/inspect', name: 'Inspect a message', icon: ScanSearch },
  { href: '/events/dead-letters', name: 'Dead letters', icon: Inbox },
  { href: '/sources/new', name: 'Add a source', icon: Plug, needs: 'sources' },
  { href: '/dashboards/trash', name: 'Trash', icon: Trash2 },
  { href: '/settings', name: 'Settings', icon: CircleUser },
  { href: '/settings/people', name: 'People', icon: Users, needs: 'people' },
  { href: '/settings/keys', name: 'API keys', icon: KeyRound, needs: 'keys' },
  { href: '/settings/audit', name: 'Audit log', icon: ScrollText, needs: 'audit' },
]
