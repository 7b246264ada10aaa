import { lossLabel, type PackageVersion, type PublicFormat, type PublishedFileLine } from '#criteria';
import { say, type Locale, type Text } from '#platform';
import { formatBytes } from '../http/formats.js';
import { versionPath } from './criteria.view.js';
import { productPages } from './product.messages.js';

const names: Readonly<Record<PublicFormat, Text>> = {
  json: productPages['files.format.json'],
  yaml: productPages['files.format.yaml'],
  rem: productPages['files.format.rem'],
  csv: productPages['files.format.csv'],
  convergence: productPages['files.format.convergence'],
  oscal: productPages['files.format.oscal'],
  ciso: productPages['files.format.ciso'],
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
      { label: productPages['files.format'] },
      { label: productPages['files.size'], figures: true },
      { label: productPages['files.losses'] },
      { label: productPages['files.sha256'] },
    ],
    rows: files.map(({ format, fileName, size, losses, sha256 }) => ({
      cells: [
        { text: names[format], href: `${versionPath(content.code, label)}/fichiers/${format}`, note: fileName },
        { text: formatBytes(size, locale) },
        {
          text:
            losses.length === 0
              ? productPages['files.losses.none']
              : losses.map(({ member, count }) => say(productPages['files.loss'], locale, { member: lossLabel(member), count })).join(', '),
        },
        { text: sha256, mono: true },
      ],
    })),
  };
}
