import type { Organization, OrganizationView } from '#shared/api/organizations.ts';
import { legibleAccent } from '#shared/catalog/legible-accent.ts';

/** A colour that is not shown as it was given, so that nobody wonders why: text in it could not be read. */
export function brandWarnings({ accent }: Pick<Organization, 'accent'>): OrganizationView['warnings'] {
  if (accent === null) return [];
  const shown = legibleAccent(accent, 'light');
  if (shown === null || !shown.corrected) return [];
  return [
    {
      field: 'accent',
      sentence: `Text in ${accent} cannot be read on the shop’s paper, so it shows ${shown.accent} instead.`,
    },
  ];
}
