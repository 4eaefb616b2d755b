"""Texts that stand in a turn without being anybody's words: placeholders, room events, automatic mails."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120  # characters of a placeholder or an event
_THING = (
    r"(?:写真|画像|動画|ビデオ|スタンプ|ファイル|添付ファイル|ボイスメッセージ|音声(?:メッセージ)?|連絡先|位置情報|アルバム|ノート|投票|絵文字|リンク|カード"
    r"|photos?|images?|pictures?|videos?|stickers?|files?|attachments?|voice ?messages?|audio|contacts?|locations?|albums?|notes?|polls?|emoji|gif|media)"
)
_FILE_NAME = r"[^\n。]{0,80}\.[a-z0-9]{2,5}"
_MEDIA = re.compile(
    rf"(?:[\[【(<]{_THING}(?:[::\s][^\[\]【】()<>\n]{{0,80}})?[\]】)>]\s*)+(?:{_FILE_NAME})?|[\[【(<](?:アルバム|album)[\]】)>][^\n。]{{1,60}}"
    rf"|(?:[^\s。、]{{1,30}}が)?{_THING}(?:「[^「」\n]{{1,80}}」)?(?:を|が)(?:\d{{1,3}}[件枚個])?(?:送信|送付|共有|アップロード)(?:しました|されました)。?(?:\s*\(\d{{1,2}}:\d{{2}}\))?"
    r"|[^\s。、]{1,60}\.(?:jpe?g|png|gif|heic|pdf|xlsx?|docx?|pptx?|mp4|mov|m4a|zip|txt|csv)"
    r"|添付(?:ファイル)?(?:あり|\s*[::]\s*[^\n。]{0,80})?。?"
    r"|<(?:media omitted|メディアは含まれていません|添付[^<>\n]{0,60}|attached[^<>\n]{0,60})>"
    r"|\u200e?(?:image|video|audio|sticker|gif|document|contact card) omitted"
    r"|(?:sent|shared|uploaded) (?:a|an) (?:photo|image|video|file|sticker|voice message)\.?"
    r"|https?://\S+(?:\s+https?://\S+)*",
    re.IGNORECASE,
)
_WHO = r"[^\s。、]{1,30}(?: [^\s。、]{1,20})?"
_EVENT = re.compile(
    r"送信が取り消されたメッセージです。?|(?:[^\n。]{1,30}が)?メッセージの送信を取り消しました。?"
    r"|(?:このメッセージは|メッセージが|メッセージを)(?:削除されました|削除しました)。?"
    r"|(?:this message was deleted|you deleted this message)\.?|[^\n.]{1,40} unsent a message\.?"
    r"|[☎☏📞]\ufe0f?\s*(?:通話|不在着信|着信|応答|(?:voice |video )?call|missed|canceled|no answer)(?:時間|に|を|が)?[^\n。]{0,40}。?|通話時間\s*(?:\d{1,2}:)?\d{1,2}:\d{2}|不在着信。?|missed (?:voice |video )?call\.?"
    rf"|{_WHO}が(?:(?:グループ|トーク|チャット|ルーム|会話|チャンネル)(?:に|を|から))?(?:参加|退出|入室|退室|退会|離脱)しました。?"
    rf"|{_WHO}が[^\n。]{{1,40}}(?:を招待|をグループに追加|を退会させ)ました。?|{_WHO}が[^\n。]{{1,40}}を(?:招待|追加)しました。?"
    rf"|{_WHO}が(?:グループ名|トーク名|アイコン|アルバム|背景|ノート|プロフィール画像|チャンネル名)を[^\n。]{{0,40}}(?:変更|作成|削除|追加)しました。?"
    r"|(?:有人)?(?:チャット|会話|トーク)(?:が|を)(?:開始|終了|再開)(?:しました|されました)。?|友だち(?:に)?追加(?:されました|しました)。?"
    r"|[^\n.]{1,40} (?:has )?(?:joined|left)(?: the (?:channel|group|conversation|chat|room|meeting))?\.?",
    re.IGNORECASE,
)
_ICONS = re.compile(
    "(?:[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299]"
    r"|[0-9#*]\ufe0f?\u20e3|\(emoji\)|\(絵文字\))"
)
# Joiners, variation selectors, keycaps, skin tones and tags that hold an emoji together.
_GLUE = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f\\s]")
_AUTO_HINT = re.compile(
    r"自動|送信専用|受付|受け付け|受領|配信|不在|auto|undeliver|delivery|out of", re.IGNORECASE
)
_THIS_MAIL = r"(?:この|本|当|こちらの)(?:電子)?(?:メール|メッセージ)"
_MARKS = r"[ \t\u3000※*■◆●【\[(<＜（-]*"
_AUTO_LINE = re.compile(
    rf"^{_MARKS}{_THIS_MAIL}(?:アドレス)?(?:は|に)[^\n。]{{0,40}}(?:自動(?:的に)?(?:で)?(?:送信|配信|返信|応答|生成)|送信専用|配信専用)(?:(?!が、|と|けど|のに)[^\n。]){{0,40}}"
    r"(?:です|ます|ません|した|専用|ください|下さい|メール)(?:[。.!！】\])>）＞ \t\u3000]+[^\n]{0,80})?$",
    re.MULTILINE,
)
_AUTO_HEAD = re.compile(
    rf"{_MARKS}(?:"
    r"(?:自動(?:返信|応答|送信|配信)(?:メール|メッセージ)?|不在(?:通知|応答|連絡)|automatic reply|auto[- ]?(?:reply|response)|out of (?:the )?office)"
    r"[ \t]*(?:[】\])>）＞::：]|$)"
    r"|(?!(?:re|返信)[:：])[^\n。、]{0,40}(?:受付|受領|登録|送信)完了の(?:お知らせ|ご案内|ご連絡)[】\])>）＞ \t]*$"
    r"|(?:undeliverable|undelivered mail|delivery status notification|mail delivery (?:failed|failure|subsystem)|配信不能|配信エラー|送信エラー通知)[^\n]{0,60}$"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
# What a mail answers to is not what it says.
_ANSWERED = re.compile(
    r"^[ \t\u3000]*(?:[>＞]|-{2,}[ \t]*(?:original|forwarded|元の|転送)|(?:from|差出人)[ \t]*[:：]|[^\n]{0,120}(?:wrote|のメール)[ \t]*[:：][ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)


def furniture(text: str) -> str:
    """What a turn's whole text is when nobody said it: "media", "event", "auto_reply", or "".

    Media are placeholders, bare links and bare emoji; events what a chat room notes by itself. A
    sentence that goes on after such words, and a mail that quotes an automatic one, is "".
    """
    if len(text) <= _LONGEST:
        folded = unicodedata.normalize("NFKC", text.strip().removeprefix("\ufeff"))
        if _MEDIA.fullmatch(folded) or _is_icons(folded):
            return "media"
        if _EVENT.fullmatch(folded):
            return "event"
    return "auto_reply" if _AUTO_HINT.search(text) and _is_automatic(text) else ""


def _is_icons(text: str) -> bool:
    return bool(_ICONS.search(text)) and not _GLUE.sub("", _ICONS.sub("", text))


def _is_automatic(text: str) -> bool:
    if _AUTO_HEAD.match(text.lstrip()):
        return True
    found = _AUTO_LINE.search(text)
    if not found:
        return False
    answered = _ANSWERED.search(text)
    # A header block with nothing above it is the mail's own.
    return not answered or found.start() <= answered.start() or not text[: answered.start()].strip()
