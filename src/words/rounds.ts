/** Said of a round whose silence was to agree, and that was closed before its last day was over. */
export const silenceUnheard = 'Đóng trước hạn nên không trả lời không được coi là thống nhất.';

/**
 * How those stand who were asked in a round, and when their answers came.
 *
 * @param early It was closed before its last day was over: whoever was closed out by that was not late.
 */
export function roundNames(early: boolean) {
  const afterwards = early ? 'sau khi đóng' : 'sau hạn';
  return {
    inTime: early ? 'trước khi đóng' : 'trong hạn',
    afterwards,
    state: {
      waiting: 'chờ trả lời',
      answered: 'đã trả lời',
      late: `trả lời ${afterwards}`,
      silent: 'không trả lời',
    },
  };
}
