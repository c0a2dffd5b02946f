import type { App, AppDeps } from '../http/app.ts';
import { registerOrganizations } from './organizer/organizations.ts';

/** Every route of the cloud. A file that is not named here serves nothing. */
export function registerRoutes(app: App, deps: AppDeps): void {
  registerOrganizations(app, deps);
}
