import type { Chat, Said } from './chat-content.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectsOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** JSON of DiscordChatExporter (its `JsonMessageWriter.cs`): a guild, a channel, messages with authors. */
export const isDiscord = (value: Json): boolean =>
  isObject(value.guild) && isObject(value.channel) && Array.isArray(value.messages);

export function discordChat(value: Json): Chat {
  const [guild, channel] = [value.guild as Json, value.channel as Json];
  const name = [textOf(guild.name), textOf(channel.category), textOf(channel.name)]
    .filter(Boolean)
    .join(' / ');
  return { name, said: objectsOf(value.messages).map(messageOf) };
}

function messageOf(message: Json): Said {
  const written = textOf(message.timestamp);
  // On the clock the export was made by, with its distance to UTC.
  const told = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(written);
  const instant = told ? Date.parse(written) : Number.NaN;
  const embeds = objectsOf(message.embeds).flatMap(({ title, description, url }) => [
    title,
    description,
    url,
  ]);
  return {
    sender: authorOf(message.author),
    sentAsWritten: written,
    sentLocal: told ? told[1]! : null,
    sentAt: Number.isNaN(instant) ? null : instant,
    kind: ['Default', 'Reply', ''].includes(textOf(message.type)) ? 'message' : 'system',
    text: [textOf(message.content), ...embeds.map(textOf)].filter(Boolean).join('\n'),
    attachment: objectsOf(message.attachments)
      .map(({ fileName, url }) => textOf(fileName) || textOf(url))
      .join(', '),
  };
}

/** The name shown may be anybody's; that of the account is one person's. */
function authorOf(author: unknown): string {
  if (!isObject(author)) return '';
  const number = textOf(author.discriminator);
  const account = `${textOf(author.name)}${number === '' || /^0+$/.test(number) ? '' : `#${number}`}`;
  const shown = textOf(author.nickname);
  return shown === '' || shown === textOf(author.name) ? account : `${shown} (${account})`;
}
