import { dayInParis, isOpen, packagePolicy, isPublic, type Finding, type PackageVersion } from '#criteria';
import type { Ctx } from '#platform';
import { countByLevel } from './authoring-form.view.js';
import { draftPath } from './authoring-places.view.js';

/** What an editor may begin from a version, and what its publication asks for. */
export function lifeView(version: PackageVersion, { actor, now }: Pick<Ctx, 'actor' | 'now'>, findings: readonly Finding[]): object {
  const mayWrite = packagePolicy.write(actor, version);
  return {
    ...(isOpen(version.status) && {
      write: draftPath(version.id),
      remarks: draftPath(version.id, '/remarques'),
      ...countByLevel(findings),
    }),
    ...(!isOpen(version.status) && { revisions: draftPath(version.id, '/revisions') }),
    ...(mayWrite && isPublic(version.status) && { derive: `/agence/referentiels/${version.id}/nouvelle-version` }),
    today: dayInParis(now),
  };
}
