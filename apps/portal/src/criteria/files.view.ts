import { lossLabel, type PackageVersion, type PublicFormat, type PublishedFileLine } from '#criteria';
import { say, type Locale, type Text } from '#platform';
import { formatBytes } from '../http/formats.js';
import { versionPath } from './criteria.view.js';
import { productPages } from './product.messages.js';

const names: Readonly<Record<PublicFormat, Text>> = {
  json: productPages['formats.format.json'],
  yaml: productPages['formats.format.yaml'],
  rem: productPages['formats.format.rem'],
  csv: productPages['formats.format.csv'],
  convergence: productPages['formats.format.convergence'],
  oscal: productPages['formats.format.oscal'],
  ciso: productPages['formats.format.ciso'],
};

/** The files of a version, with what each could not hold. */
export function filesView(version: PackageVersion, files: readonly PublishedFileLine[], locale: Locale): object {
  const { code } = version.content;
  return {
    code,
    version: version.label,
    back: versionPath(code, version.label),
    isPublished: version.publishedAt !== null,
    table: files.length === 0 ? null : tableOf(version, files, locale),
  };
}

function tableOf({ content, label }: PackageVersion, files: readonly PublishedFileLine[], locale: Locale): object {
  return {
    columns: [
      { label: productPages['formats.format'] },
      { label: productPages['formats.size'], figures: true },
      { label: productPages['formats.losses'] },
      { label: productPages['formats.sha256'] },
    ],
    rows: files.map(({ format, fileName, size, losses, sha256 }) => ({
      cells: [
        { text: names[format], href: `${versionPath(content.code, label)}/fichiers/${format}`, note: fileName },
        { text: formatBytes(size, locale) },
        {
          text:
            losses.length === 0
              ? productPages['formats.losses.none']
              : losses
                  .map(({ member, count }) => say(productPages['formats.loss'], locale, { member: lossLabel(member), count }))
                  .join(', '),
        },
        { text: sha256, mono: true },
      ],
    })),
  };
}
