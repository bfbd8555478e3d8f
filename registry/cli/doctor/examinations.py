"""The table of examinations: a new one is a function in `judge/`, and a line here.

`docs/doctor.md` lists them for people, in this order.
"""

from __future__ import annotations

from typing import Any

from registry.cli.doctor.facts import GitHub, Here, Online
from registry.cli.doctor.finding import Examination
from registry.cli.doctor.judge import address, computer, files, keys, ledger, repository
from registry.cli.doctor.judge import github as hosting
from registry.cli.doctor.judge import site as live
from registry.forge.files import STALE

HERE: tuple[Examination[Here], ...] = (
    Examination(
        code="records",
        group="repository",
        question="Are the records in order?",
        why="Nothing is sealed or published as long as `sealbook check` finds an error.",
        judge=repository.records,
    ),
    Examination(
        code="private-here",
        group="repository",
        question="Do candidates, attempts and appeals stay out of the public repository?",
        why="What is pushed once is public for ever: forks and archives keep it.",
        judge=repository.private,
    ),
    Examination(
        code="no-repository",
        group="repository",
        question="Are the records in a Git repository?",
        why="Git says who changed what and when, and a seal names the commit that it is of.",
        judge=repository.in_git,
    ),
    Examination(
        code="no-remote",
        group="repository",
        question="Is there a remote called `origin`?",
        why="The branch `ledger` is pushed there; a registry on one computer is soon lost.",
        judge=repository.remote,
    ),
    Examination(
        code="main-branch",
        group="repository",
        question="Is the branch of the records called `main`?",
        why="The workflows, the environment with the key and the rulesets all name that branch.",
        judge=repository.main_branch,
    ),
    Examination(
        code="tracked-build",
        group="repository",
        question="Is everything that a build makes left out of Git?",
        why="A committed site is out of date at once, and may pass for the real one.",
        judge=repository.builds,
    ),
    Examination(
        code="not-ignored",
        group="repository",
        question="Does `.gitignore` name the folders that builds make?",
        why="Else the next `git add .` commits them.",
        judge=repository.ignored,
    ),
    Examination(
        code="secret-in-git",
        group="repository",
        question="Is there no seed and no root key in a file of the repository?",
        why="Whoever reads the repository could sign for the registry.",
        judge=repository.secret_files,
    ),
    Examination(
        code="ledger-begun",
        group="ledger",
        question="Is there a ledger, once there are keys?",
        why="Only what is in the ledger is sealed; without it the site stays a test.",
        judge=ledger.begun,
    ),
    Examination(
        code="ledger-parted",
        group="ledger",
        question="Is the ledger of this clone the one of the remote?",
        why="The log may only grow: two that have parted can never become one again.",
        judge=ledger.continued,
    ),
    Examination(
        code="ledger-broken",
        group="ledger",
        question="Does the log begin with everything that was ever signed?",
        why="If not, somebody changed or cut it, and nothing may be signed on top of it.",
        judge=ledger.unbroken,
    ),
    Examination(
        code="seal-old",
        group="ledger",
        question="Is the newest seal younger than `stale_after`?",
        why="Every page of the registry says after that time that it may be out of date.",
        judge=ledger.fresh,
    ),
    Examination(
        code="no-keys",
        group="keys",
        question="Are there keys?",
        why="Without them everything is signed with the public development key, and worth nothing.",
        judge=keys.there,
    ),
    Examination(
        code="key-policy-signed",
        group="keys",
        question="Is every policy in `keys/` signed by enough root keys?",
        why="Verifiers follow these signatures; where one is missing they trust no key.",
        judge=keys.signed,
    ),
    Examination(
        code="key-policy-expiry",
        group="keys",
        question="Is the newest policy good for two months more?",
        why="After its last day verifiers ask for a newer one, and root keys lie in safes.",
        judge=keys.expiry,
    ),
    Examination(
        code="key-rotation",
        group="keys",
        question="Is one key active, and younger than a year?",
        why="A seed that was copied without anybody knowing is worth nothing after a rotation.",
        judge=keys.states,
    ),
    Examination(
        code="root-threshold",
        group="keys",
        question="Does the registry outlive the loss or theft of one root key?",
        why="With two of three, neither a lost nor a stolen stick does harm; one of one works too.",
        judge=keys.roots,
    ),
    Examination(
        code="stale-after",
        group="keys",
        question="Do `registry.yml` and the policy name the same age of a seal?",
        why="The policy is what verifiers read; the settings are what people read.",
        judge=keys.stale_after,
    ),
    Examination(
        code="seed-in-environment",
        group="keys",
        question="Is the seed out of the environment of this computer?",
        why="Every program that is started there can read it; one job of one workflow needs it.",
        judge=keys.seed_at_hand,
    ),
    Examination(
        code="address-example",
        group="address",
        question="Is the address one that can exist?",
        why="The address is in every credential and cannot be changed there later.",
        judge=address.example,
    ),
    Examination(
        code="address-below-path",
        group="address",
        question="Has the site a host of its own?",
        why="Files of the root of a host, such as security.txt, cannot be served below a path, and "
        "the name of the issuer (did:web) holds the path for ever.",
        judge=address.below_path,
    ),
    Examination(
        code="address-issuer",
        group="address",
        question="Do the keys speak for the address in `registry.yml`?",
        why="Verifiers look for the keys of the issuer at the address that is its name.",
        judge=address.issuer,
    ),
    Examination(
        code="address-pages",
        group="address",
        question="Would GitHub Pages serve this repository at the address in `registry.yml`?",
        why="Else every link and every QR code leads nowhere.",
        judge=address.github_pages,
    ),
    Examination(
        code="cname-file",
        group="address",
        question="Does no file `CNAME` name another domain?",
        why="GitHub does not heed that file where a workflow publishes, and other hosts do.",
        judge=address.cname,
    ),
    Examination(
        code="language-words",
        group="address",
        question="Does the program speak the languages of the registry?",
        why="Else pages are half in that language and half in English.",
        judge=address.languages,
    ),
    Examination(
        code=STALE.code,
        group="files for GitHub",
        question="Are the files that GitHub reads those of today's records?",
        why="CODEOWNERS, rulesets and forms follow from bodies, people and settings.",
        judge=files.generated,
    ),
    Examination(
        code="workflow-missing",
        group="files for GitHub",
        question="Are the workflows there that check, publish and keep the registry fresh?",
        why="Without them nothing happens after a merge.",
        judge=files.workflows_there,
    ),
    Examination(
        code="workflow-unpinned",
        group="files for GitHub",
        question="Does every workflow name what it runs by a commit?",
        why="A branch or a tag can be moved to a program that steals the seed.",
        judge=files.workflows_pinned,
    ),
    Examination(
        code="workflow-version",
        group="files for GitHub",
        question="Do workflows and this computer run the same version of the program?",
        why="Else a pull request may fail that was fine here, or the other way round.",
        judge=files.workflows_current,
    ),
    Examination(
        code="workflow-edited",
        group="files for GitHub",
        question="Are the workflows as the program has them?",
        why="The one that publishes holds the key; a line too much there gives it away.",
        judge=files.workflows_ours,
    ),
    Examination(
        code="python-version",
        group="computer",
        question="Is the program tested with this Python?",
        why="It may work all the same, and nobody has tried.",
        judge=computer.python,
    ),
    Examination(
        code="package-versions",
        group="computer",
        question="Are the packages those of the lock?",
        why="With others a build may differ from the one that is published.",
        judge=computer.packages,
    ),
)

GITHUB: tuple[Examination[GitHub], ...] = (
    Examination(
        code="github-default-branch",
        group="on GitHub",
        question="Is `main` the default branch?",
        why="Pull requests, schedules and the ruleset go by it.",
        judge=hosting.default_branch,
    ),
    Examination(
        code="github-ruleset",
        group="on GitHub",
        question="Are the rulesets in force that `sealbook github` wrote?",
        why="Without them one person can change records or rewrite the ledger unseen.",
        judge=hosting.rulesets,
    ),
    Examination(
        code="github-environment",
        group="on GitHub",
        question="Is there an environment `signing`, for the branch `main` only?",
        why="Else whoever may push a branch can write a workflow that reads the seed.",
        judge=hosting.environment,
    ),
    Examination(
        code="github-secret",
        group="on GitHub",
        question="Is the seed a secret of that environment, and of nothing else?",
        why="Without it nothing is sealed; elsewhere every branch could read it.",
        judge=hosting.secret,
    ),
    Examination(
        code="github-pages",
        group="on GitHub",
        question="Does GitHub Pages take the site from the workflow, at the right address?",
        why="Else an old branch is published, or the site is elsewhere than credentials say.",
        judge=hosting.pages,
    ),
    Examination(
        code="github-workflow",
        group="on GitHub",
        question="Are the workflows enabled?",
        why="GitHub disables one with a schedule after 60 days without a commit, and tells few.",
        judge=hosting.workflows,
    ),
    Examination(
        code="github-idle",
        group="on GitHub",
        question="Does the weekly heartbeat run, and will it go on?",
        why="Without it no fresh seal is made, and pages say that they may be out of date.",
        judge=hosting.heartbeat,
    ),
    Examination(
        code="github-run",
        group="on GitHub",
        question="Did the last runs end well?",
        why="What was merged since the last good run is not published.",
        judge=hosting.runs,
    ),
)

SITE: tuple[Examination[Online], ...] = (
    Examination(
        code="site-empty",
        group="online",
        question="Is the registry online at its address?",
        why="Every QR code and every link in a credential leads there.",
        judge=live.there,
    ),
    Examination(
        code="site-log",
        group="online",
        question="Do the root keys in `keys/` vouch for the log that is online?",
        why="If they do not, the site is another one, or somebody has taken it over.",
        judge=live.vouched,
    ),
    Examination(
        code="site-rewritten",
        group="online",
        question="Is the log that is online the beginning of the ledger, or all of it?",
        why="Two logs that contradict each other mean that one was rewritten.",
        judge=live.continued,
    ),
    Examination(
        code="site-old",
        group="online",
        question="Is the seal that is online younger than the policy allows?",
        why="After that time verifiers say that they cannot tell, and pages turn amber.",
        judge=live.fresh,
    ),
    Examination(
        code="site-did",
        group="online",
        question="Is the DID document served, as it was sealed?",
        why="Wallets and other verifiers find the keys of the issuer there and nowhere else; hosts "
        "that drop folders with a dot lose it.",
        judge=live.did,
    ),
    Examination(
        code="site-security-txt",
        group="online",
        question="Is security.txt served, and good for 30 days more?",
        why="Who finds a hole looks there for whom to tell, and after its day distrusts it.",
        judge=live.security_txt,
    ),
    Examination(
        code="site-files",
        group="online",
        question="Are the files online those of the manifest, and the manifest the one built here?",
        why="A file that differs was changed after the build, or a deployment stopped half-way.",
        judge=live.files,
    ),
)

EXAMINATIONS: tuple[Examination[Any], ...] = (*HERE, *GITHUB, *SITE)
