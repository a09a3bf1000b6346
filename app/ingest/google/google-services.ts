import type { ServiceCategory } from '#app/focus/service-subcategories.ts';

/** Where FOCUS puts a service. */
export interface GoogleService {
  readonly category: ServiceCategory;
  readonly subcategory: string;
}

type Row = readonly [category: ServiceCategory, subcategory: string, names: string];

/** Services by their names in the bill. https://cloud.google.com/products and https://cloud.google.com/skus (read 2026-11-26). */
const ROWS: readonly Row[] = [
  [
    'AI and Machine Learning',
    'AI Platforms',
    'vertex ai|cloud machine learning engine|cloud vision api|document ai|cloud document ai api',
  ],
  ['AI and Machine Learning', 'Generative AI', 'gemini api|vertex ai generative ai'],
  ['AI and Machine Learning', 'Bots', 'cloud dialogflow api|dialogflow api'],
  [
    'AI and Machine Learning',
    'Natural Language Processing',
    'cloud natural language api|cloud speech api|cloud text-to-speech api|translate',
  ],
  ['Analytics', 'Analytics Platforms', 'bigquery|bigquery reservation api|bigquery storage api|bigquery bi engine'],
  ['Analytics', 'Business Intelligence', 'looker|looker studio'],
  ['Analytics', 'Data Processing', 'cloud dataflow|cloud dataproc|dataproc|cloud data fusion|dataplex|cloud composer'],
  ['Analytics', 'Search', 'discovery engine'],
  ['Business Applications', 'Productivity and Collaboration', 'google workspace'],
  ['Compute', 'Containers', 'kubernetes engine|anthos|artifact registry|container registry vulnerability scanning'],
  ['Compute', 'Serverless Compute', 'cloud run|cloud run functions|cloud functions'],
  ['Compute', 'Virtual Machines', 'compute engine|vmware engine|bare metal solution|backup for gke'],
  [
    'Databases',
    'Caching',
    'cloud memorystore for redis|memorystore for redis|cloud memorystore for memcached|cloud memorystore',
  ],
  ['Databases', 'NoSQL Databases', 'cloud bigtable|cloud firestore|cloud datastore|firebase realtime database'],
  ['Databases', 'Relational Databases', 'cloud sql|cloud spanner|alloydb'],
  ['Developer Tools', 'Continuous Integration and Deployment', 'cloud build|cloud deploy'],
  ['Developer Tools', 'Source Code Management', 'cloud source repositories'],
  [
    'Identity',
    'Identity and Access Management',
    'identity platform|cloud identity|managed service for microsoft active directory',
  ],
  ['Integration', 'API Management', 'apigee|api gateway'],
  ['Integration', 'Messaging', 'cloud pub/sub|cloud tasks|eventarc'],
  ['Integration', 'Workflow Orchestration', 'workflows|cloud scheduler'],
  ['Management and Governance', 'Observability', 'cloud logging|cloud monitoring|cloud trace|stackdriver monitoring'],
  ['Management and Governance', 'Support', 'support'],
  ['Migration', 'Data Migration', 'storage transfer service|database migration service|transfer appliance'],
  ['Networking', 'Content Delivery', 'cloud cdn|media cdn'],
  ['Networking', 'Network Connectivity', 'networking|cloud vpn|cloud interconnect|network connectivity center'],
  ['Networking', 'Network Routing', 'cloud dns|cloud domains'],
  ['Networking', 'Network Security', 'cloud armor|cloud ids|certificate authority service'],
  ['Security', 'Secret Management', 'secret manager|cloud key management service (kms)|cloud key management service'],
  ['Security', 'Security Posture Management', 'security command center|binary authorization'],
  ['Security', 'Threat Detection and Response', 'chronicle|recaptcha enterprise|web risk'],
  ['Storage', 'Backup Storage', 'backup and dr service'],
  ['Storage', 'File Storage', 'cloud filestore|filestore|netapp volumes'],
  ['Storage', 'Object Storage', 'cloud storage'],
  ['Web', 'Application Platforms', 'app engine|firebase hosting|firebase'],
  ['Web', 'Other (Web)', 'maps api|places api|geocoding api'],
];

const SERVICES = new Map(
  ROWS.flatMap(([category, subcategory, names]) =>
    names.split('|').map((name) => [name, { category, subcategory }] as const),
  ),
);

/** Where a service belongs by its name in the bill; in category Other what is in no table. */
export function googleService(name: string): GoogleService {
  return SERVICES.get(name.toLowerCase()) ?? { category: 'Other', subcategory: 'Other (Other)' };
}
