import { batchUrl, type Recipe } from './recipe'

export const supabase: Recipe = {
  id: 'supabase',
  title: 'Supabase',
  hint: 'A database webhook',
  notes: [
    'pg_net sends each change once and does not try again: what is sent while DataWatch is away is lost. Following the database itself (PostgreSQL, by its direct connection) loses nothing.',
    'A trigger for each table.',
  ],
  blocks: [
    {
      label: 'In the SQL editor',
      language: 'sql',
      code: (place) => `CREATE TRIGGER datawatch_orders AFTER INSERT OR UPDATE OR DELETE ON public.orders
FOR EACH ROW EXECUTE FUNCTION supabase_functions.http_request(
  '${batchUrl(place)}',
  'POST',
  '{"Content-Type": "application/json", "Authorization": "Bearer ${place.key}"}',
  '{}',
  '5000'
);`,
    },
  ],
}
