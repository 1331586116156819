import { dashboardExport, dashboardFile, dashboardParams } from '@/lib/dashboards/contract'
import { asAttachment, toYaml } from '@/lib/dashboards/file'
import { exportDashboard } from '@/lib/dashboards/service/export-dashboard'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    {
      guard: 'read',
      params: dashboardParams,
      query: dashboardExport,
      response: dashboardFile,
      gives: ['application/yaml'],
      write: (file, { format }) => {
        if (format === 'json') return undefined
        const headers = { 'Content-Type': 'application/yaml', 'Content-Disposition': asAttachment(file.name, 'yaml') }
        return new Response(toYaml(file), { headers })
      },
    },
    (context, { params }) => exportDashboard(context, params.id),
  ),
})
