"""The sentences of the contacts that other pages of the story quote by number."""

from __future__ import annotations

from sample_story.contact import Contact

KNOWN_WORDS = {
    "K-1020-0014": "19日に届くと言われていたのにまだ来ない。遅れるという連絡も入っていない",
    "K-1104-0008": "7日着に変えたい。チャットで先に事情を話してあるのに、電話でと言われた",
    "K-1104-0021": "配送会社にかけたら販売元に聞くよう言われ、またこちらに架け直している。配達日の変更はいつになるのか",
    "CH-1022-0009": "配達日を24日に変えたのに画面は21日のままです。反映されてないけど、どっちが正しいですか?",
    "CH-1103-0017": "届ける日を変えたのに反映されてないです。7日に来てほしいのに6日のままになってます",
    "CH-1114-0003": "もう4回目です。まだ水が届いてません。最初から説明するの疲れました",
    "M-1023-0002": "配達日の変更を受け付けたというメールをいただいたのに、変える前の日に配達され、不在で持ち戻られてしまいました。",
}


def set_known_words(contacts: list[Contact]) -> None:
    """Fix the words of the contacts that are quoted elsewhere; an error if one is missing."""
    by_id = {contact.contact_id: contact for contact in contacts}
    for contact_id, words in KNOWN_WORDS.items():
        by_id[contact_id].words = words
