import { foldDigits } from '../digits.ts';
import { maskTail } from '../pii.ts';
import { facts, type Identifier, type IdentifierContext, invalid } from './identifier.ts';

/** Programs for remote control that callers make people install, and the form of the IDs each gives out. */
const tools = {
  anydesk: { name: 'AnyDesk', form: /^(?:[1-9]\d{8,9}|[a-z0-9._-]{2,64}@[a-z0-9-]{2,20})$/ },
  teamviewer: { name: 'TeamViewer', form: /^(?:[1-9]\d{7,9}|[ms]\d{8,9})$/ },
  connectwise: {
    name: 'ConnectWise ScreenConnect',
    form: /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16}|\d{4,7}|[a-z0-9-]{2,63}(?:\.[a-z0-9-]{1,63}){1,6}(?::\d{1,5})?)$/,
  },
  ultraviewer: { name: 'UltraViewer', form: /^[1-9]\d{5,9}$/ },
  rustdesk: { name: 'RustDesk', form: /^(?:[1-9]\d{7,10}|[a-z][a-z0-9_-]{5,15})$/ },
  supremo: { name: 'Supremo', form: /^[1-9]\d{8,9}$/ },
  splashtop: { name: 'Splashtop SOS', form: /^\d{9}$/ },
  'zoho-assist': { name: 'Zoho Assist', form: /^\d{6,12}$/ },
  logmein: { name: 'LogMeIn Rescue', form: /^\d{6}$/ },
  'goto-assist': { name: 'GoTo Assist', form: /^(?:\d{9}|\d{3}-?\d{3}-?\d{3})$/ },
  'quick-assist': { name: 'Microsoft Quick Assist', form: /^[a-z0-9]{6,8}$/ },
  'chrome-remote-desktop': { name: 'Chrome Remote Desktop', form: /^\d{12}$/ },
  alpemix: { name: 'Alpemix', form: /^\d{6,10}$/ },
  dwservice: { name: 'DWService', form: /^\d{3}-?\d{3}-?\d{3}$/ },
  iperius: { name: 'Iperius Remote', form: /^\d{6,10}$/ },
  hoptodesk: { name: 'HopToDesk', form: /^\d{9,10}$/ },
  other: { name: 'Another program', form: /^[a-z0-9][a-z0-9@.:_-]{2,100}$/ },
} as const;
export type RemoteTool = keyof typeof tools;

/** Names for people, by the word that is stored. */
export const remoteTools: Record<RemoteTool, string> = Object.fromEntries(
  Object.entries(tools).map(([key, { name }]) => [key, name]),
) as Record<RemoteTool, string>;

const spellings: Record<string, RemoteTool> = {
  screenconnect: 'connectwise',
  connectwisecontrol: 'connectwise',
  connectwisescreenconnect: 'connectwise',
  zoho: 'zoho-assist',
  logmeinrescue: 'logmein',
  logmein123: 'logmein',
  gotoassist: 'goto-assist',
  quickassist: 'quick-assist',
  microsoftquickassist: 'quick-assist',
  splashtopsos: 'splashtop',
  chromeremotedesktop: 'chrome-remote-desktop',
};

/** The program a name in any spelling stands for; null where none does. */
export function remoteToolOf(name: string): RemoteTool | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = (Object.keys(tools) as RemoteTool[]).find((key) => key.replaceAll('-', '') === plain);
  return own ?? (Object.hasOwn(spellings, plain) ? (spellings[plain] ?? null) : null);
}

/**
 * The ID by which a program for remote control reaches a computer. Which program it is stands in the text
 * (`AnyDesk 123 456 789`) or is declared (`tool`); an ID without a program says nothing. Normal form `anydesk:123456789`.
 */
export function normaliseRemoteAccess(asFound: string, { tool }: IdentifierContext): Identifier {
  const kind = 'remote-access' as const;
  if (asFound.length > 300) return invalid(kind, asFound, 'It is too long for a remote-access ID.');
  const text = foldDigits(asFound.normalize('NFKC')).trim();
  const named = /^([a-z][a-z .-]{2,30}?)(?:\s+(?:id|session|address|code))*\s*[:#]?\s+(?=\S)(.+)$/i.exec(
    text,
  );
  const own = /^([a-z-]+):(\S.*)$/i.exec(text);
  const fromText = own ? remoteToolOf(own[1] ?? '') : named ? remoteToolOf(named[1] ?? '') : null;
  const declared = tool === undefined ? null : remoteToolOf(tool);
  const which = fromText ?? declared;
  if (which === null)
    return invalid(kind, asFound, 'Say which program it belongs to, as in "AnyDesk 123 456 789".');
  const rest = fromText === null ? text : ((own ?? named)?.[2] ?? text);
  const value = rest
    .replace(/^(?:id|session|code)\s*[:#]?\s*/i, '')
    .toLowerCase()
    .replace(/\s+/g, '');
  const bare = /^[\d-]+$/.test(value) && which !== 'connectwise' ? value.replaceAll('-', '') : value;
  const problems: string[] = [];
  if (declared !== null && declared !== which)
    problems.push(`It was declared to be of ${tools[declared].name}, but names ${tools[which].name}.`);
  if (!tools[which].form.test(bare))
    return invalid(kind, asFound, `${tools[which].name} gives out no IDs of this form.`);
  const grouped = /^\d{9,10}$/.test(bare) ? bare.replace(/(\d)(?=(?:\d{3})+$)/g, '$1 ') : bare;
  const display = `${tools[which].name} ${grouped}`;
  return {
    kind,
    asFound,
    normal: `${which}:${bare}`,
    display,
    defanged: display.replaceAll('.', '[.]'),
    masked: `${tools[which].name} ${maskTail(bare, 3)}`,
    checked: 'unchecked',
    problems,
    facts: facts({ tool: which }),
  };
}
