export default {
  'import.quote': 'Quoted text',
  'import.signature': 'Signature',
  'import.unknown_author': 'Unknown author',
} as const;
