import { maskSign } from '../pii.ts';
import { facts, type Identifier, type IdentifierContext, invalid } from './identifier.ts';
import { normalisePhone } from './phone.ts';
import { refang } from './refang.ts';
import { parseAbsoluteUrl } from './url-parser.ts';

interface Platform {
  name: string;
  hosts: readonly string[];
  /** Handles as the platform gives them out, lower case, without @. */
  handle: RegExp;
  /** Path of a profile; group 1 is the handle. */
  path?: RegExp;
}

const plainPath = /^\/@?([^/?#]+)\/?$/;

const platforms = {
  facebook: {
    name: 'Facebook',
    hosts: ['facebook.com', 'fb.com', 'fb.me', 'm.me', 'messenger.com'],
    handle: /^[a-z0-9.]{5,50}$/,
    path: /^\/(?:t\/)?(?!profile\.php)([^/?#]+)\/?$/,
  },
  instagram: { name: 'Instagram', hosts: ['instagram.com', 'instagr.am'], handle: /^[a-z0-9._]{1,30}$/ },
  threads: { name: 'Threads', hosts: ['threads.net', 'threads.com'], handle: /^[a-z0-9._]{1,30}$/ },
  whatsapp: {
    name: 'WhatsApp',
    hosts: ['wa.me', 'api.whatsapp.com', 'chat.whatsapp.com'],
    handle: /^\+\d{6,15}$/,
    path: /^\/\+?(\d{6,15})\/?$/,
  },
  telegram: {
    name: 'Telegram',
    hosts: ['t.me', 'telegram.me', 'telegram.dog'],
    handle: /^[a-z][a-z0-9_]{3,31}$/,
    path: /^\/(?!joinchat|\+|c\/)([^/?#]+)\/?$/,
  },
  signal: { name: 'Signal', hosts: ['signal.me'], handle: /^(?:\+\d{6,15}|[a-z_][a-z0-9_]{2,31}\.\d{2,9})$/ },
  x: {
    name: 'X (Twitter)',
    hosts: ['x.com', 'twitter.com', 'mobile.twitter.com'],
    handle: /^[a-z0-9_]{1,15}$/,
  },
  tiktok: { name: 'TikTok', hosts: ['tiktok.com'], handle: /^[a-z0-9._]{2,24}$/, path: /^\/@([^/?#]+)\/?$/ },
  youtube: {
    name: 'YouTube',
    hosts: ['youtube.com', 'm.youtube.com'],
    handle: /^[\p{L}\p{N}._·-]{3,30}$/u,
    path: /^\/(?:@|c\/|user\/)([^/?#]+)\/?$/,
  },
  linkedin: {
    name: 'LinkedIn',
    hosts: ['linkedin.com'],
    handle: /^[\p{L}\p{N}-]{3,100}$/u,
    path: /^\/(?:in|company)\/([^/?#]+)\/?$/,
  },
  snapchat: {
    name: 'Snapchat',
    hosts: ['snapchat.com'],
    handle: /^[a-z][a-z0-9._-]{2,14}$/,
    path: /^\/(?:add\/|@)([^/?#]+)\/?$/,
  },
  discord: { name: 'Discord', hosts: [], handle: /^(?:[a-z0-9._]{2,32}|.{2,32}#\d{4})$/ },
  skype: { name: 'Skype', hosts: [], handle: /^(?:live:)?[a-z0-9][a-z0-9.,_-]{5,63}$/ },
  teams: { name: 'Microsoft Teams', hosts: [], handle: /^[^\s@]{1,64}@[a-z0-9.-]{3,255}$/ },
  wechat: { name: 'WeChat', hosts: [], handle: /^[a-z][a-z0-9_-]{5,19}$/ },
  line: {
    name: 'LINE',
    hosts: ['line.me'],
    handle: /^[a-z0-9._-]{4,20}$/,
    path: /^\/(?:R\/)?ti\/p\/[@~]?([^/?#]+)\/?$/,
  },
  viber: { name: 'Viber', hosts: [], handle: /^\+\d{6,15}$/ },
  reddit: {
    name: 'Reddit',
    hosts: ['reddit.com', 'old.reddit.com'],
    handle: /^[a-z0-9_-]{3,20}$/,
    path: /^\/(?:u|user)\/([^/?#]+)\/?$/,
  },
  other: { name: 'Another platform', hosts: [], handle: /^\S.{0,99}$/u },
} as const satisfies Record<string, Platform>;
export type SocialPlatform = keyof typeof platforms;

/** Names for people, by the word that is stored. */
export const socialPlatforms: Record<SocialPlatform, string> = Object.fromEntries(
  Object.entries(platforms).map(([key, { name }]) => [key, name]),
) as Record<SocialPlatform, string>;

const spellings: Record<string, SocialPlatform> = {
  twitter: 'x',
  xtwitter: 'x',
  fb: 'facebook',
  messenger: 'facebook',
  facebookmessenger: 'facebook',
  ig: 'instagram',
  insta: 'instagram',
  tg: 'telegram',
  wa: 'whatsapp',
  msteams: 'teams',
  microsoftteams: 'teams',
  weixin: 'wechat',
};
/** Platforms that know people by their telephone number. */
const byPhone: ReadonlySet<SocialPlatform> = new Set(['whatsapp', 'viber', 'signal']);
/** Paths that are pages of the platform itself. */
const notHandles =
  /^(?:share|sharer|home|login|watch|groups|pages|story\.php|hashtag|explore|reel|p|i|intent|search|settings|about)$/;

/** The platform a name in any spelling stands for; null where none does. */
export function socialPlatformOf(name: string): SocialPlatform | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (Object.hasOwn(platforms, plain)) return plain as SocialPlatform;
  return Object.hasOwn(spellings, plain) ? (spellings[plain] ?? null) : null;
}

/** Platform and handle (or `id:…`) out of the address of a profile. */
function readProfile(text: string): { platform: SocialPlatform; handle: string } | null {
  const refanged = refang(text);
  if (!/^(?:https?:\/\/)?[a-z0-9.-]+\.[a-z]{2,}\//i.test(refanged)) return null;
  const url = parseAbsoluteUrl(/^https?:/i.test(refanged) ? refanged : `https://${refanged}`);
  if (!url) return null;
  const host = url.hostname.replace(/^(?:www|m|web)\./, '');
  for (const [key, platform] of Object.entries(platforms) as [SocialPlatform, Platform][]) {
    if (!platform.hosts.includes(host)) continue;
    const id = key === 'facebook' ? /[?&]id=(\d{5,20})/.exec(url.search)?.[1] : undefined;
    if (id) return { platform: key, handle: `id:${id}` };
    const channel = key === 'youtube' ? /^\/channel\/(UC[\w-]{22})/.exec(url.pathname)?.[1] : undefined;
    if (channel) return { platform: key, handle: `id:${channel}` };
    const phone = key === 'whatsapp' ? /[?&]phone=\+?(\d{6,15})/.exec(url.search)?.[1] : undefined;
    const handle = phone ?? (platform.path ?? plainPath).exec(url.pathname)?.[1];
    if (handle === undefined || notHandles.test(handle)) return null;
    return { platform: key, handle: decodeSafely(handle) };
  }
  return null;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * An account of a social network or messenger: platform and handle, or the platform's own number for it. Read from the
 * address of a profile, from `telegram:@name`, or from a bare `@name` with the platform declared. Normal form
 * `telegram:name`, `facebook:id:100012345`, `whatsapp:+919876543210`. Handles are compared without regard to case.
 */
export function normaliseSocialAccount(
  asFound: string,
  { platform, country }: IdentifierContext,
): Identifier {
  const kind = 'social-account' as const;
  if (asFound.length > 500) return invalid(kind, asFound, 'It is too long for an account.');
  const text = asFound
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const profile = readProfile(text);
  const prefixed = profile ? null : /^([a-z][a-z ()]{0,24}?)\s*[:/]\s*(\S.*)$/i.exec(text);
  const fromText = prefixed ? socialPlatformOf(prefixed[1] ?? '') : null;
  const declared = platform === undefined ? null : socialPlatformOf(platform);
  const which = profile?.platform ?? fromText ?? declared;
  if (which === null)
    return invalid(
      kind,
      asFound,
      'Say which platform it is on, as in "telegram:@name", or give the address of the profile.',
    );
  const rest = (profile?.handle ?? (fromText ? (prefixed?.[2] ?? '') : text)).trim().replace(/^@/, '');
  const problems: string[] = [];
  if (declared !== null && declared !== which)
    problems.push(
      `It was declared to be on ${platforms[declared].name}, but names ${platforms[which].name}.`,
    );
  const id = /^(?:user ?)?id[:= ]\s*([\w-]{4,40})$/i.exec(rest)?.[1];
  let handle = id ? `id:${id}` : rest.toLowerCase();
  if (!id && byPhone.has(which) && /^\+?[\d\s().-]{6,}$/.test(rest)) {
    const phone = normalisePhone(profile && !rest.startsWith('+') ? `+${rest}` : rest, { country });
    if (phone.checked === 'invalid' || !phone.normal.startsWith('+'))
      return invalid(
        kind,
        asFound,
        `${platforms[which].name} knows people by their telephone number. ${phone.problems.join(' ')}`,
      );
    handle = phone.normal;
  }
  if (!id && !platforms[which].handle.test(handle))
    return invalid(kind, asFound, `${platforms[which].name} has no such account names.`);
  const display = `${platforms[which].name} ${id || handle.startsWith('+') ? handle : `@${handle}`}`;
  return {
    kind,
    asFound,
    normal: `${which}:${handle}`,
    display,
    defanged: display.replaceAll('.', '[.]'),
    masked: `${platforms[which].name} ${[...handle][0] ?? ''}${maskSign.repeat(3)}`,
    checked: 'unchecked',
    problems,
    facts: facts({ platform: which, accountId: id, telephone: handle.startsWith('+') ? handle : null }),
  };
}
