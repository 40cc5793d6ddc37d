import type { OrdinaryUser } from '../../scripts/system/ordinary-user.ts';

/** What the global set-up hands to the workers, in an environment variable: how to start the application here. */
export interface LaunchPlan {
  executable: string;
  application: string;
  environment: Record<string, string>;
  user?: OrdinaryUser;
  electron: { version: string; source: 'official' | 'fallback' };
}

const variable = 'PROFFER_E2E_LAUNCH';

export function publishLaunchPlan(plan: LaunchPlan): void {
  process.env[variable] = JSON.stringify(plan);
}

export function readLaunchPlan(): LaunchPlan {
  const text = process.env[variable];
  if (!text)
    throw new Error('The global set-up has not run: start these tests with e2e/playwright.config.ts.');
  return JSON.parse(text) as LaunchPlan;
}
