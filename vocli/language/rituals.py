"""Sentences that every contact has: greetings, ritual thanks, template lines, mere nodding."""

from __future__ import annotations

import re

from vocli.text import nfkc

_LONGEST = 160  # characters; a longer sentence says something

_NOISE = re.compile(r"[^0-9a-zぁ-んァ-ヴー一-鿿々〔〕:/@>-]+")
_LETTER = re.compile(r"[0-9a-zぁ-んァ-ヴー一-鿿々]")
_MASK = r"〔[^〔〕]{1,12}〕"

# Pieces that mean nothing by themselves and may stand between others.
_NEUTRAL = (
    r"いつも(?:大変)?|毎度|大変|たいへん|本当に|ほんとに|ほんと|本当|誠に|まことに|色々と?|いろいろと?|さまざま|様々"
    r"|ご?丁寧に|ご?親切に|この度は?|このたびは?|先日は?|先ほどは?|先程は?|昨日は?|本日は?|今日は?|今回は?|その節は|いえいえ|いえ"
    r"|お忙しい(?:中|ところ|所)(?:を)?|ご多[忙用](?:中|の(?:中|ところ|折))(?:とは存じますが)?|お手数を?お?(?:か|掛)け(?:します|いたします|致します|しました|して)(?:が)?"
    r"|お手数ですが|恐れ入りますが|恐縮ですが|(?:すみ|すい)ませんが?|申し訳(?:あり|ござい)ませんが?|申し訳ないのですが|恐れ入ります"
    r"|(?:それ)?(?:では|じゃあ?)(?!な)|でわ|引き続き(?:どうぞ)?|今後とも|これからも|何卒|なにとぞ|どうぞ|どうか|どうも|以上(?:です|になります|となります)?|まずは|取り急ぎ(?:ご連絡まで|お礼まで)?"
    r"|重ねて|ご回答|ご返[信答事]|ご連絡|また|では|はーい|はい|ええ|あの+ー*|えー*っ?と+ー*|あー+|えー+|うー+ん?|うん+|んー+|まあ|あっ|あ|えっ|お"
)
_GREETING = (
    r"(?:お世話|おせわ)(?:に|様に?|さまに?)(?:なっており|なって居り|なり|なってい|なって)?(?:ます|ました|る|です)?|お世話様です"
    r"|平素(?:より|は)(?:大変|格別の?)?(?:お世話になっており(?:ます)?|ご愛顧.{0,10}(?:ます|ざいます))"
    r"|towhomitmayconcern|dear(?:sir|madam|team|support|customer)[a-z]{0,16}|(?:best|kind|warm)?regards|sincerely(?:yours)?|hello|hi(?:there|team)?"
    r"|もし+もし|こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|初めまして|はじめまして|ご無沙汰して(?:おり|い)ます|お疲れ(?:様|さま)(?:です|でした|でございます)?|ご苦労(?:様|さま)(?:です|でした)?"
    r"|(?:初めて|はじめて|突然|突然の|夜分に?|夜分遅くに?|早朝に?)(?:の)?(?:ご?連絡|お?電話|お?問い?合わ?せ|メール|お便り)?(?:で|にて)?(?:を)?(?:(?:失礼)?(?:いたし|致し|し)ます|(?:失礼)?(?:いたし|致し|し)ました|させて(?:いただき|頂き)ます|差し上げます|差し上げました)"
    r"|(?:お電話|ご?連絡|メール|お問い?合わ?せ)(?:を)?(?:させて(?:いただき|頂き)(?:ました|ます)|(?:いたし|致し|し)(?:ました|ます))"
    r"|(?:お先に)?失礼(?:いたし|致し|し)(?:ます|ました)|ごめんください|さようなら|バイバイ"
    r"|(?:ご?(?:対応|確認|回答|返信|返事|連絡|検討|査収|教示|協力|手配|案内|調整|理解)(?:の(?:程|ほど))?(?:を)?(?:の方)?)?(?:どうぞ|何卒|是非|ぜひ)?(?:よろしく|宜しく|よろしゅう)(?:どうぞ)?(?:お願い(?:(?:いた|致|申し上げ|もうしあげ|し)(?:し)?ます(?:ね|よ)?(?:です)?|です|ー+)?|です|頼みます|どうぞ|お?ねが[いえ](?:し)?ます)?"
    r"|(?:ご?(?:対応|確認|回答|返信|返事|連絡|検討|査収|教示|協力)(?:の(?:程|ほど))?(?:を)?)?お(?:願|ねが)い(?:(?:いた|致|申し上げ)?しま(?:す|した)|申し上げます|です)(?:ね|よ)?"
    r"|(?:ご?(?:回答|返信|返事|連絡))(?:を)?お待ち(?:して(?:おり|い)ます|申し上げ(?:ており)?ます)"
    rf"|(?:(?:私|わたくし|わたし)(?:は|、)?)?(?:[^はがをで。、〔]{{0,24}}の)?(?:{_MASK})+(?:様)?(?:と(?:申し|もうし|言い|いい)ます(?:が|けど|けれども)?|と申す者ですが?|でございます(?:が|けど)?|です(?:が|けど|けれども)?|だけど)"
    r"|(?:(?:私|わたくし|わたし)は?)?(?:[^はがをで。、〔]{0,24}の)?[一-鿿々ァ-ヴー]{1,8}と(?:申し|もうし)ます(?:が|けど|けれども)?"
    r"|(?:[^はがをで。、〔]{0,24})の者です(?:が|けど)?|ご?担当者?(?:様|さま|各位)|(?:関係者|担当者|皆様?)?各位|御中|拝啓|敬具|前略|草々|株式会社[^はがをで]{1,16}御中"
)
_THANKS = (
    r"(?:(?:早速の?|早々の?|早急な?|お忙しい中(?:での)?)?(?:ご?(?:対応|連絡|返信|返事|回答|案内|確認|教示|説明|協力|利用|対応|手配|配慮|送付|発送)|お(?:電話|返事|知らせ|時間|答え|手数|手間)|メール|返信)(?:を)?(?:いただき|頂き|下さり|くださり|して(?:いただき|頂き|下さり|くださり))?(?:まして)?)?"
    r"(?:どうも|本当に|ほんとに|誠に|大変)?(?:ありが[とど]う?|有難う|有り難う|あざ[ーっ]?)(?:す|御座い|ござい)?(?:ます|ました|まーす)?(?:ね|よ|です)?"
    r"|(?:とても|大変|本当に)?助かり(?:ます|ました)(?:ね|よ)?|助かる|感謝(?:して(?:い|おり)ます|(?:いたし|致し|し)ます|申し上げます|です)?|サンキュー|thankyou|thanks|thx"
    r"|(?:とりあえず)?お礼(?:を)?(?:申し上げます|まで)|厚く(?:お礼|御礼)(?:を)?申し上げます|御礼申し上げます"
)
_EMPTY = (
    r"(?:はい)+|(?:うん)+|ええ+|そう(?:です|なんです|だ)?(?:ね+|よ+|か+|よね)?|そうそう|(?:お)?(?:分|わ|解)か?り(?:ました|ます)(?:よ|ね)?|分かった|わかった|了解(?:です|しました|いたしました|致しました)?"
    r"|(?:承知|かしこまり|畏まり)(?:しました|いたしました|致しました|ました|です)?|なるほど(?:ですね|ね)?|(?:それで)?(?:(?:大丈夫|だいじょうぶ|結構|けっこう|ok|オッケー|オーケー|okay)(?:です|でした|ですよ|ですね|でございます)?|(?:いい|良い|よい|よろしい)です(?:よ|ね)?)"
    r"|いいえ|いえ|いや|へー+|ふーん|ほう|ほんとですか|本当ですか|そっか|そうか|ですね|ですよね|とんでもない(?:です|ございません)|(?:間違い|まちがい)(?:あり|ござい)ません|合ってます|お待たせ(?:し|いたし)?ました|少々お待ちください|ちょっと待ってください"
    r"|特に(?:なし|無し|ない(?:です)?|無い(?:です)?|ありません|ございません)|(?:回答|記載|記入|該当|意見|コメント)?(?:なし|無し)|ありません|ないです|同意します|同じです|ご?確認(?:しました|いたしました|済み?です)|(?:もう)?(?:大丈夫|結構)です"
)
_TEMPLATE = (
    r"(?:要|至急)?(?:折り?返し|折電|折tel|再架電|コールバック|tel)(?:の)?(?:お?電話|ご?連絡|架電)?(?:を)?(?:ご?(?:希望|依頼|要望|待ち)(?:とのこと|です|あり|中)?|お願い(?:します|いたします|致します)|下さい|ください|要)|要折り?返し|要連絡|要架電"
    r"|(?:本人|ご本人様?)?(?:不在|留守電?|話中)(?:のため)?(?:後ほど)?(?:再架電|折り?返し|かけ直し)?|無言(?:電話)?|(?:途中)?切電|ガチャ切り|間違い電話|いたずら電話"
    r"|同上|(?:上記|前回|前述|先日|内容)(?:と)?(?:同様|同じ|同件|同内容)(?:です|の内容|の件|とのこと)?|(?:上記|標記|表題|件名|タイトル|先日|先ほど|先程|前回|以前|例)の(?:件|通り|とおり)(?:です|になります|です。|でご連絡しました)?|テスト(?:です|送信|投稿)?|test"
    r"|(?:私の)?(?:iphone|ipad|android|galaxy|xperia|スマートフォン|スマホ|yahoo!?メール(?:アプリ)?|gmail|outlook(?:for(?:ios|android))?)(?:から|より)送信(?:しました|されました)?"
    r"|sent(?:from|via)[a-z0-9 ]{1,24}|getoutlookfor[a-z]{3,8}|outlookfor(?:ios|android)を入手"
    r"|\(?(?:写真|画像|スタンプ|動画|ファイル|添付(?:ファイル)?|位置情報|音声(?:メッセージ)?|絵文字|sticker|photo|image|video|file)\)?(?:を)?(?:送信(?:しました)?|送り(?:ました|ます)|(?:が)?送信されました|あり|添付)?|通話(?:を|が)?(?:開始|終了|キャンセル)?(?:しました|されました)?|不在着信"
    r"|https?:[0-9a-z/:@.-]+|www[0-9a-z/:.-]+|-*(?:originalmessage|元のメッセージ|転送メッセージ|forwardedmessage)-*|.{0,60}(?:wrote|のメール|さんは書きました|様からのメール):"
    rf"|(?:お?(?:名前|電話(?:番号)?|携帯(?:番号)?|住所|会員番号|注文番号|お?客様番号)|氏名|連絡先)(?:は|が)(?:{_MASK})+(?:です|でございます|になります|となります)(?:が|けど)?"
    # Who called is the frame of a note, not what it says.
    rf"|(?:(?:{_MASK})+様?|[ごお]?(?:家族|主人|旦那|夫|妻|奥|息子|娘|母|父|姉|兄|妹|弟|長男|長女|次男|次女|親族|契約者|本人|代理)(?:の方)?(?:様|さま|さん)?|お?客様)(?:{_MASK})*(?:より|から)(?:の)?(?:再?入電|お?電話|ご?連絡|お?問い?合わ?せ|お?申し?出)?(?:あり|です)?"
    r"|\d{4}[/年-]\d{1,2}[/月-]\d{1,2}日?"
    # What only the company says, should its words lie in the customer's cell.
    r"|ご期待に沿え(?:ず|なくて)(?:誠に|大変)?(?:申し訳(?:ございません|ありません)(?:でした)?)?|貴重なご意見を?(?:いただき|頂き|賜り)(?:まして)?|担当(?:部署|部門|者)(?:に|へ)(?:申し伝えます|共有いたします)"
    r"|ご(?:不便|迷惑|心配|面倒)を?お(?:か|掛)け(?:いた)?し(?:て(?:おります|しまい)|まして)?(?:誠に|大変)?(?:申し訳(?:ございません|ありません)(?:でした)?)?"
    rf"|(?:(?:お?(?:名前|電話(?:番号)?|ところ|住所)|氏名|フリガナ|ふりがな|tel|fax|mobile|携帯(?:電話|番号)?|e-?mail|メール(?:アドレス)?|mail|url|hp|住所|郵便番号|会員番号|注文番号|受付番号|お客様番号|契約番号|型番|連絡先|ご?連絡先|件名|日時|購入日|ご購入日|生年月日|担当者?)[::]?(?:{_MASK}|[0-9a-z/:@-]*)*(?:様)?)"
    rf"|(?:{_MASK})+(?:様|さん|宛|宛て)?|>.*|/{{2,}}|-{{2,}}|:+"
)
_CLASSES = {
    "thanks": re.compile(_THANKS + r"|どうも$"),
    "template": re.compile(_TEMPLATE),
    "greeting": re.compile(_GREETING),
    "empty": re.compile(_EMPTY),
    "neutral": re.compile(_NEUTRAL),
}
_BITS = {name: 1 << i for i, name in enumerate(_CLASSES)}

_FILLER = r"(?:あのー+|あの(?=[、,\s])|え[ーえ]*っ?と+[ーぉ]*|えー+|あー+|うー+ん|んー+|そのー+|その(?=[、,\s])|まあ|なんか|ええ(?=[、,\s])|で(?=、))"
_POLITE_LEAD = r"(?:すみません|すいません|恐れ入りますが?|申し訳(?:あり|ござい)ませんが?|お手数ですが|お手数(?:を)?お?(?:か|掛)けしますが)"
_LEAD = re.compile(
    rf"(?:{_FILLER}|{_POLITE_LEAD}|(?:{_THANKS}|{_GREETING}|{_EMPTY}|{_NEUTRAL})(?:が|けど)?(?=[、,。.!\s]))[、,。.!\s]*"
)
# The question of a form before its answer.
_LABEL = re.compile(
    r"(?:お?問い?合わ?せ(?:の?内容)?|ご?(?:相談|質問|意見|要望|用件|依頼|連絡)(?:の?内容)?|内容|本文|備考|詳細|コメント)\s*:\s*"
)
_TAIL = re.compile(
    r"[、,。\s]*(?:"
    r"(?:何卒|どうぞ|どうか)*(?:よろしく|宜しく)(?:お願い(?:(?:いた|致|申し上げ)?し?ます)?|です)?"
    # The frame of a note says who wrote it, not what it is about.
    r"|との(?:こと|事|お?申し?出|由|旨|ご?意見|ご?要望|お?問い?合わ?せ|ご?連絡|お話)(?:です|あり|でした|で入電)?"
    r"|(?:する|した|い)旨"
    r")[。、!\s]*$"
)
# Never content, wherever they stand in a transcript.
_INNER = re.compile(r"えっと|えーっと|えーと|あのー+|あのう|えー+(?=[ぁ-んァ-ヴ一-鿿])")
_LOOSE = "、, \n\t"
_LEAST_LEFT = 3  # letters that must remain, otherwise nothing is taken away


def set_aside(text: str) -> str:
    """Why a sentence is no voice: "template", "thanks", "greeting", "empty", or "" if it is one.

    Only a sentence that consists of nothing but ritual pieces is set aside; thanks that name an
    object or a reason, or a greeting with anything added, stay.
    """
    if len(text) > _LONGEST:
        return ""
    folded = nfkc(text).strip().lower()
    bare = _NOISE.sub("", folded)
    if not _LETTER.search(_mask_free(bare)):
        return "template" if bare else "empty"
    return _named(_reach(bare).get(len(bare), 0))


def _mask_free(text: str) -> str:
    return re.sub(_MASK, "", text) if "〔" in text else text


def _reach(text: str) -> dict[int, int]:
    """Every position that ritual pieces lead to from the start, with the classes used (bits)."""
    reached = {0: 0}
    waiting = [0]
    while waiting:
        position = min(waiting)
        waiting.remove(position)
        for name, pattern in _CLASSES.items():
            match = pattern.match(text, position)
            if match and match.end() > position:
                if match.end() not in reached:
                    waiting.append(match.end())
                bits = reached[position] | _BITS[name]
                reached[match.end()] = reached.get(match.end(), 0) | bits
    return reached


def _named(bits: int) -> str:
    if not bits:
        return ""
    return next((name for name in _BITS if name != "neutral" and bits & _BITS[name]), "empty")


def strip_rituals(text: str) -> str:
    """The folded text without opening greetings, lead-ins and fillers, closing phrases and note frames.

    For analysis only; what is shown to people is the sentence as it was written.
    """
    folded = _INNER.sub("", nfkc(text)).lstrip(_LOOSE).rstrip()
    label = _LABEL.match(folded)
    start = label.end() if label else 0
    while match := _LEAD.match(folded, start):
        if match.end() == start:
            break
        start = match.end()
    rest = folded[start:]
    tail = _TAIL.search(rest)
    if tail:
        rest = rest[: tail.start()]
    return rest if len(_LETTER.findall(rest)) >= _LEAST_LEFT else folded
