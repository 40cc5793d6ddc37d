import { type ChatMessage, type ContentText, emptyContent, limits, PageList } from '../content-text.ts';

const messagesPerPage = 200;

/** A message before it has its number and page. */
export type Said = Omit<ChatMessage, 'number' | 'page'>;

/** What was said in one conversation, under the name the export gives it. */
export interface Chat {
  name: string;
  said: Said[];
}

/** Conversations as pages to read and messages with their numbers. */
export function toContent(format: string, chats: Chat[], assumed: string[]): ContentText {
  const list = new PageList();
  const messages: ChatMessage[] = [];
  for (const { name, said } of chats) {
    for (let from = 0; from < said.length && messages.length < limits.messages; from += messagesPerPage) {
      const part = said.slice(from, from + messagesPerPage);
      for (const one of part)
        messages.push({ number: messages.length + 1, page: list.pages.length + 1, ...one });
      list.add(name, part.map(lineOf).join('\n'), 'chat');
    }
  }
  return {
    ...emptyContent(format),
    assumed,
    pages: list.pages,
    messages,
    findings: list.findings,
    outcome: messages.length > 0 ? '' : 'The export holds no messages.',
  };
}

/** A message as a line to read and to search. */
export const lineOf = ({ sentAsWritten, sender, text, attachment }: Said): string =>
  `[${sentAsWritten}] ${sender}${sender ? ': ' : ''}${text}${attachment ? ` <${attachment}>` : ''}`;
