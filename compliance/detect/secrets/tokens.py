"""Formats of access keys and tokens, by the prefix that the service gives them.

Basis: the formats as documented by the services that issue them; RFC 7519 (JWT).
"""

from __future__ import annotations

from compliance.detect.matching.rules import Rule
from compliance.detect.secrets.checks import at_least, is_jwt

_WORD = r"[A-Za-z0-9_\-]"
_HEX = r"[a-f0-9]"
_UUID = rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"

_FORMATS: tuple[tuple[str, str, int], ...] = (
    # Clouds
    ("aws", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}", 20),
    ("aws bedrock", r"ABSK[A-Za-z0-9+/]+={0,2}", 40),
    ("google", rf"AIza{_WORD}{{35}}", 39),
    ("google client secret", rf"GOCSPX-{_WORD}{{28}}", 35),
    ("google access", rf"ya29\.{_WORD}+", 30),
    ("google refresh", rf"1//0{_WORD}+", 40),
    ("azure client secret", r"[A-Za-z0-9_~.\-]{3}\dQ~[A-Za-z0-9_~.\-]{31,34}", 37),
    ("azure devops", r"[A-Za-z0-9]{50,80}AZDO[A-Za-z0-9]{4}", 58),
    ("alibaba", r"LTAI[A-Za-z0-9]{12,20}", 16),
    ("tencent", r"AKID[A-Za-z0-9]{32}", 36),
    ("digitalocean", rf"do[opr]_v1_{_HEX}{{64}}", 71),
    ("heroku", rf"HRKU-(?:{_UUID}|AA{_WORD}{{58}})", 41),
    ("scaleway", r"SCW[A-Z0-9]{17}", 20),
    ("cloudflare origin", rf"v1\.0-{_HEX}{{24}}-{_HEX}{{100,}}", 130),
    ("databricks", rf"dapi{_HEX}{{32}}(?:-\d)?", 36),
    ("netlify", rf"nfp_{_WORD}{{36}}", 40),
    ("fly", r"FlyV1 fm\d[a-z]?_[A-Za-z0-9+/=,_]+", 40),
    ("supabase", rf"(?:sbp_{_HEX}{{40}}|sb_secret_{_WORD}{{20,60}})", 30),
    ("planetscale", r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_\-.]{32,64}", 42),
    ("hashicorp vault", rf"hv[sbr]\.{_WORD}{{24,}}", 28),
    ("terraform", rf"[A-Za-z0-9]{{14}}\.atlasv1\.{_WORD}{{60,70}}", 80),
    ("pulumi", rf"pul-{_HEX}{{40}}", 44),
    ("doppler", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._\-]{40,60}", 45),
    ("tailscale", r"tskey-[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]+", 24),
    ("1password", rf"ops_eyJ{_WORD}+={{0,2}}", 60),
    # Code and packages
    ("github", r"gh[pousr]_[A-Za-z0-9]{30,}", 34),
    ("github fine-grained", r"github_pat_[A-Za-z0-9_]{22,}", 33),
    ("gitlab", rf"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt|ffct|wt)-{_WORD}{{20,64}}", 24),
    ("gitlab runner", rf"GR1348941{_WORD}{{20}}", 29),
    ("bitbucket", r"ATBB[A-Za-z0-9]{28,40}", 32),
    ("atlassian", r"AT(?:ATT3|CTT3|OA)[A-Za-z0-9_\-=]+", 60),
    ("npm", r"npm_[A-Za-z0-9]{36}", 40),
    ("pypi", rf"pypi-A{_WORD}+", 60),
    ("rubygems", rf"rubygems_{_HEX}{{48}}", 57),
    ("crates", r"cio[A-Za-z0-9]{32}", 35),
    ("nuget", r"oy2[a-z0-9]{43}", 46),
    ("clojars", r"CLOJARS_[a-z0-9]{60}", 68),
    ("docker", rf"dckr_(?:pat|oat)_{_WORD}{{27,60}}", 36),
    ("jfrog", r"AKCp[A-Za-z0-9]{60,80}", 64),
    ("circleci", rf"CCIPAT_[A-Za-z0-9]+_{_HEX}{{40}}", 50),
    ("buildkite", rf"bkua_{_HEX}{{40}}", 45),
    ("sonarqube", rf"sq[pua]_{_HEX}{{40}}", 44),
    ("postman", rf"PMAK-{_HEX}{{24}}-{_HEX}{{34}}", 64),
    # Models
    ("openai", rf"sk-(?:proj|svcacct|admin|None)-{_WORD}+", 24),
    ("anthropic", rf"sk-ant-{_WORD}+", 24),
    ("openrouter", rf"sk-or-v1-{_HEX}{{64}}", 73),
    ("sk keys", r"sk-[A-Za-z0-9]{20,64}", 23),
    ("hugging face", r"(?:hf|api_org)_[A-Za-z0-9]{30,64}", 33),
    ("replicate", r"r8_[A-Za-z0-9]{37}", 40),
    ("groq", r"gsk_[A-Za-z0-9]{52}", 56),
    ("perplexity", r"pplx-[A-Za-z0-9]{40,60}", 45),
    ("xai", r"xai-[A-Za-z0-9]{70,90}", 74),
    ("langsmith", rf"lsv2_(?:pt|sk)_{_HEX}{{32}}_{_HEX}{{10}}", 50),
    ("pinecone", r"pcsk_[A-Za-z0-9_]{50,80}", 55),
    ("together", rf"tgp_v1_{_WORD}{{40,60}}", 47),
    # Payment and shops
    ("stripe", r"(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,}", 18),
    ("stripe webhook", r"whsec_[A-Za-z0-9+/]{24,64}={0,2}", 30),
    ("square", rf"sq0(?:atp|csp|idp)-{_WORD}{{22,43}}", 29),
    ("paypal braintree",
     rf"access_token\$(?:production|sandbox)\$[a-z0-9]{{16}}\${_HEX}{{32}}", 60),
    ("shopify", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}", 38),
    ("mollie", r"(?:live|test)_[A-Za-z0-9]{30}", 35),
    ("razorpay", r"rzp_(?:live|test)_[A-Za-z0-9]{14}", 23),
    ("plaid", rf"access-(?:sandbox|development|production)-{_UUID}", 50),
    ("sumup", r"sup_sk_[A-Za-z0-9]{20,60}", 27),
    ("flutterwave", r"FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,40}(?:-X)?", 20),
    # Mail, messages, telephone
    ("slack", r"xox[abeoprs]-[A-Za-z0-9\-]{10,}", 16),
    ("slack app", r"xapp-\d-[A-Z0-9]+-\d+-[a-f0-9]+", 40),
    ("slack webhook",
     r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_\-]{20,}", 50),
    ("teams webhook",
     r"https://[a-z0-9\-]+\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/\-]{60,}", 90),
    ("discord webhook",
     rf"https://(?:[a-z]+\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d{{10,20}}/{_WORD}+", 80),
    ("discord bot", rf"[MNO][A-Za-z0-9]{{22,28}}\.{_WORD}{{6}}\.{_WORD}{{27,40}}", 57),
    ("telegram", rf"\d{{8,10}}:AA{_WORD}{{33}}", 44),
    ("twilio", rf"SK{_HEX}{{32}}", 34),
    ("sendgrid", rf"SG\.{_WORD}{{16,64}}\.{_WORD}{{16,64}}", 36),
    ("mailgun", rf"key-{_HEX}{{32}}", 36),
    ("mailgun private", rf"{_HEX}{{32}}-{_HEX}{{8}}-{_HEX}{{8}}", 50),
    ("mailchimp", rf"{_HEX}{{32}}-us\d{{1,2}}", 36),
    ("brevo", rf"xkeysib-{_HEX}{{64}}-[A-Za-z0-9]{{16}}", 89),
    # Work and monitoring
    ("linear", r"lin_(?:api|oauth)_[A-Za-z0-9]{40,64}", 48),
    ("notion", r"(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,60})", 44),
    ("dropbox", rf"sl\.(?:u\.)?{_WORD}+", 60),
    ("figma", rf"figd_{_WORD}{{40,50}}", 45),
    ("airtable", rf"pat[A-Za-z0-9]{{14}}\.{_HEX}{{64}}", 82),
    ("hubspot", rf"pat-(?:na|eu)\d-{_UUID}", 43),
    ("asana", r"\d/\d{15,17}(?:/\d{15,17})?:[a-f0-9]{32}", 48),
    ("typeform", rf"tfp_{_WORD}{{40,70}}", 44),
    ("grafana", rf"glsa_[A-Za-z0-9]{{32}}_{_HEX}{{8}}", 46),
    ("grafana cloud", r"glc_eyJ[A-Za-z0-9+/]+={0,2}", 40),
    ("new relic", r"NRAK-[A-Z0-9]{27}", 32),
    ("sentry", rf"sntry(?:s_eyJ{_WORD}+={{0,2}}{_WORD}*|u_{_HEX}{{64}})", 60),
    ("mapbox", rf"sk\.eyJ{_WORD}+\.{_WORD}+", 60),
    ("contentful", rf"CFPAT-{_WORD}{{43}}", 49),
    ("facebook", r"EAA[A-Za-z0-9]{60,}", 63),
    ("twitter", r"A{20,22}[A-Za-z0-9%]{60,150}", 80),
    ("age", r"AGE-SECRET-KEY-1[A-Z0-9]{58}", 74),
)  # fmt: skip
"""Service, pattern and shortest length of a key that is issued."""

_SURE = 0.97
"""Own prefix, alphabet and length: what looks like it and is none is an example in a manual."""
_LOOSE = frozenset(
    {"crates", "nuget", "twilio", "mailgun private", "mollie", "scaleway", "facebook", "sk keys"}
)
"""Formats that other random strings can have by chance."""

TOKEN_RULES: tuple[Rule, ...] = (
    *(
        # The word edge keeps the automaton small: a key is looked for at word starts only.
        Rule("API_KEY", rf"\b(?:{pattern})", 0.8 if service in _LOOSE else _SURE,
             at_least(length), trim=".-")
        for service, pattern, length in _FORMATS
    ),
    Rule("API_KEY", r"\beyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*){1,4}", 0.99,
         is_jwt, trim=".-", needs="eyj"),
    Rule("API_KEY", r"otpauth(?:-migration)?://[^\s\"'<>]{10,}", 1.0, trim=".,;)",
         needs="otpauth"),
)  # fmt: skip
